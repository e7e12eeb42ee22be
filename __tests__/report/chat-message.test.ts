import { describe, expect, test } from '@jest/globals';
import type { AlertEvent } from '../../src/page/alert-event.ts';
import { type Redacted, redacted } from '../../src/redaction/redaction.ts';
import { toChatMessage } from '../../src/report/chat-message.ts';
import { makeResult } from './results.ts';

describe('what a chat is told', () => {
  const missed = { delivery: 'unreachable', explanation: redacted`no answer within 10 s`, attempts: 2 } as const;

  test('the page, what became of it, and where to look', () => {
    expect(toChatMessage(makeResult(missed))).toBe(
      'This did not reach PagerDuty: [PRODUCTION] Migration 005_add failed: relation "userz" does not exist. Nobody has been paged. The trigger was not delivered to events.pagerduty.com (US region) after 2 attempts: no answer within 10 s. https://github.com/acme/shop/actions/runs/123/attempts/1',
    );
  });

  test.each<[string, AlertEvent | undefined]>([
    ['without an event', undefined],
    ['without a link', { ...makeResult().event, client_url: undefined } as never],
  ])('%s', (_, event) => {
    expect(toChatMessage(makeResult({ ...missed, event }))).toMatch(
      /^This did not reach PagerDuty: .*no answer within 10 s\.$/,
    );
  });

  test.each(['boom.', 'boom…', 'boom?'])('a title that ends with a sign of its own gets no other: %j', end => {
    const event = makeResult().event;
    const summary = end as Redacted;
    const result = makeResult({ ...missed, event: event && { ...event, payload: { ...event.payload, summary } } });
    expect(toChatMessage(result)).toContain(`This did not reach PagerDuty: ${end} Nobody has been paged.`);
  });
});
