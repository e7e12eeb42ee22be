import { expect } from '@jest/globals';
import type { Scene } from './bundle.ts';
import { type Scenario, testScenarios } from './scenarios.ts';

const success: Scene = { job: { status: 'success' } };
const refusal = {
  status: 400,
  body: { status: 'invalid event', message: 'Event object is invalid', errors: ['Invalid routing key'] },
};

const scenarios: Readonly<Record<string, Scenario>> = {
  refused: { scenes: [{ faults: refusal }] },
  'refused, and the user wants to know': { scenes: [{ faults: refusal, with: { 'fail-on-error': 'true' } }] },
  'refused resolve': {
    scenes: [{ ...success, faults: { ...refusal, body: { errors: ["'payload.source' is missing or blank"] } } }],
  },
  'accepted by something that is not PagerDuty': {
    scenes: [{ faults: { status: 202, body: '<html>Welcome</html>' } }],
  },
  redirected: { scenes: [{ faults: { status: 302, headers: { location: 'https://login.acme.example/' }, body: '' } }] },
  'unavailable once': { scenes: [{ faults: { status: 503, headers: { 'retry-after': '0' } } }] },
  'never answering': {
    scenes: [{ faults: { kind: 'hang', times: 'always' }, with: { timeout: '3' }, post: false }],
    expected: ({ acts }) => expect(acts[0]?.durationMs).toBeLessThan(9_000),
  },
  'never answering, and the user wants to know': {
    scenes: [
      { faults: { kind: 'hang', times: 'always' }, with: { timeout: '1', 'fail-on-error': 'true' }, post: false },
    ],
  },
  'answering the post step': {
    scenes: [{ faults: { kind: 'hang', times: 'always' }, with: { timeout: '1' }, recovers: true }],
  },
  'resolve that waits for the post step': {
    scenes: [{ ...success, faults: { kind: 'reset', times: 'always' }, with: { timeout: '1' }, recovers: true }],
  },
  'dry run': { scenes: [{ with: { 'dry-run': 'true', error: 'relation "userz" does not exist' } }] },
  EU: { scenes: [{ proxy: true, with: { region: 'eu' } }] },
  US: { scenes: [{ proxy: true }] },
};

testScenarios('delivery', scenarios, { waiting: true });
