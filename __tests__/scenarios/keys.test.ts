import { KEY, OTHER_KEY, type Scene } from './bundle.ts';
import { testScenarios } from './scenarios.ts';

const noKey = { 'routing-key': '' };
const success: Scene = { job: { status: 'success' } };
/** A run of its own: within a job no success closes what another step opened. */
const LATER = { GITHUB_RUN_ATTEMPT: '2' };
const FORK = {
  repository: { full_name: 'acme/shop', private: false },
  pull_request: { head: { repo: { full_name: 'mona/shop' } } },
};
const WRONG_KEY = ['/routing_key must match pattern "^[A-Za-z0-9]{32}$"'];

testScenarios('keys', {
  'missing key': { scenes: [{ with: noKey }] },
  'missing key, and the user wants to know': { scenes: [{ with: { ...noKey, 'fail-on-error': 'true' } }] },
  'missing key after a success': { scenes: [{ ...success, with: noKey }] },
  'missing key where nothing is to be sent': { scenes: [{ with: { ...noKey, environment: 'development' } }] },
  'fork without key': {
    scenes: [{ with: noKey, environment: { GITHUB_EVENT_NAME: 'pull_request' }, event: FORK }],
  },
  'Dependabot without key': { scenes: [{ with: noKey, environment: { GITHUB_ACTOR: 'dependabot[bot]' } }] },
  'key of the environment': { scenes: [{ with: noKey, environment: { PAGERDUTY_ROUTING_KEY: KEY } }] },
  'key in quotes and spaces': { scenes: [{ with: { 'routing-key': ` "${KEY}"\n` } }] },
  'REST key of 20 characters': { scenes: [{ with: { 'routing-key': 'u+exampleexampleexam' } }], breaches: WRONG_KEY },
  'key with a character lost': { scenes: [{ with: { 'routing-key': KEY.slice(1) } }], breaches: WRONG_KEY },
  'several keys': {
    scenes: [
      { with: { 'routing-key': `${KEY}\n${OTHER_KEY}` } },
      { ...success, environment: LATER, with: { 'routing-key': `${KEY}\n${OTHER_KEY}` } },
    ],
  },
  'several keys, one of them refused': {
    scenes: [{ with: { 'routing-key': `${KEY}\n${OTHER_KEY.slice(1)}` } }],
    breaches: WRONG_KEY,
  },
});
