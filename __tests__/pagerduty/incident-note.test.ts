import { describe, expect, test } from '@jest/globals';
import type { RedactedMap } from '../../src/page/alert-event.ts';
import { describeRepetition } from '../../src/pagerduty/incident-note.ts';
import { describeIncident } from '../../src/pagerduty/rest-delivery.ts';
import { alertEvent, vouch } from './alert-events.ts';

const RUN = 'https://github.com/acme/shop/actions/runs/4711/attempts/2';

describe('the text of an incident', () => {
  test('has the links first, then the details', () => {
    expect(describeIncident(alertEvent())).toBe(
      [
        'Runbook: https://runbooks.acme.example/migrations',
        `Workflow run: ${RUN}`,
        'migration: 005',
        'environment: production',
        'error: ',
        'relation "userz" does not exist',
        'LINE 1: ALTER TABLE userz',
        'repository: acme/shop',
        'attempt: 2',
      ].join('\n'),
    );
  });

  test('shows maps and lists of the user', () => {
    const custom_details = { tables: [vouch('users'), vouch('payments')], owner: { team: vouch('shop') } };
    const text = describeIncident(alertEvent({ links: [] }, { custom_details }));
    expect(text).toBe('tables: ["users","payments"]\nowner: {"team":"shop"}');
  });

  test('is cut', () => {
    const text = describeIncident(alertEvent({ links: [] }, { custom_details: { log: vouch('x'.repeat(20_000)) } }));
    expect([text.length, text.slice(0, 6), text.at(-1)]).toEqual([16_384, 'log: x', '…']);
  });
});

describe('the note on an incident that was open before', () => {
  const note = (custom_details: RedactedMap, changes: Parameters<typeof alertEvent>[0] = {}) =>
    describeRepetition(alertEvent(changes, { custom_details }));

  test.each<[string, string, string]>([
    [
      'attempt, error and link',
      describeRepetition(alertEvent()),
      `Failed again (attempt 2): relation "userz" does not exist ${RUN}`,
    ],
    ['an unknown attempt', note({ error: vouch('boom') }), `Failed again: boom ${RUN}`],
    [
      'no error',
      note({ attempt: 3 }),
      `Failed again (attempt 3): [PRODUCTION] Migration 005 failed: relation "userz" does not exist ${RUN}`,
    ],
    [
      'no link to the run',
      note({ error: vouch('boom') }, { links: [], client_url: vouch('https://acme.example') }),
      'Failed again: boom https://acme.example',
    ],
    [
      'a long error keeps its link',
      note({ error: vouch('x'.repeat(5_000)) }),
      `Failed again: ${'x'.repeat(511)}… ${RUN}`,
    ],
  ])('%s', (_, text, expected) => {
    expect(text).toBe(expected);
  });
});
