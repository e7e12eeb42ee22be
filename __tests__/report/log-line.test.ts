import { describe, expect, test } from '@jest/globals';
import { redacted } from '../../src/redaction/redaction.ts';
import { toLogLine } from '../../src/report/log-line.ts';
import type { Result } from '../../src/report/result.ts';
import { makeResult, toldService } from './results.ts';

describe('the line in the log', () => {
  const ENDING = 'Reason: the migration failed (status failure). Dedup key: confiture-shop.';

  test.each<[string, Partial<Result>, string]>([
    ['accepted', {}, `The trigger was accepted by events.pagerduty.com (US region). ${ENDING}`],
    [
      'accepted by several',
      { services: Array(3).fill(toldService()), attempts: 3 },
      `The trigger was accepted by events.pagerduty.com (US region) for 3 services. ${ENDING}`,
    ],
    [
      'accepted at last',
      { attempts: 4 },
      `The trigger was accepted by events.pagerduty.com (US region) after 4 attempts. ${ENDING}`,
    ],
    [
      'accepted by whom?',
      { explanation: redacted`was it PagerDuty?` },
      `The trigger was accepted by events.pagerduty.com (US region): was it PagerDuty? ${ENDING}`,
    ],
    [
      'refused',
      { delivery: 'rejected', explanation: redacted`HTTP 400: Invalid routing key` },
      `Nobody has been paged. The trigger was refused by events.pagerduty.com (US region): HTTP 400: Invalid routing key. ${ENDING}`,
    ],
    [
      'not delivered',
      { delivery: 'unreachable', attempts: 9, explanation: redacted`no answer within 10 s` },
      `Nobody has been paged. The trigger was not delivered to events.pagerduty.com (US region) after 9 attempts: no answer within 10 s. ${ENDING}`,
    ],
    [
      'not delivered to all',
      { delivery: 'unreachable', partly: true, services: Array(2).fill(toldService()), attempts: 2 },
      `Not everybody has been paged. The trigger was not delivered to events.pagerduty.com (US region). ${ENDING}`,
    ],
    [
      'a resolve not delivered',
      { action: 'resolve', delivery: 'unreachable' },
      `The incident may still be open. The resolve was not delivered to events.pagerduty.com (US region). ${ENDING}`,
    ],
    [
      'an acknowledgement refused',
      { action: 'acknowledge', delivery: 'rejected' },
      `The incident is not acknowledged. The acknowledgement was refused by events.pagerduty.com (US region). ${ENDING}`,
    ],
    [
      'without a key',
      { delivery: 'invalid', attempts: 0, services: [] },
      `Nobody has been paged. The trigger was not sent: there is no routing key. ${ENDING}`,
    ],
    [
      'on a fork',
      { delivery: 'skipped', attempts: 0, services: [] },
      `The trigger was not sent: this run gets no secrets, and so has no routing key. ${ENDING}`,
    ],
    [
      'dry run',
      { delivery: 'dry-run', attempts: 0, services: [] },
      `The trigger was not sent: this is a dry run. ${ENDING}`,
    ],
    [
      'nothing to send',
      { action: 'none', delivery: 'none' },
      'Nothing was sent to PagerDuty: the migration failed (status failure).',
    ],
  ])('%s', (_, overrides, expected) => {
    expect(toLogLine(makeResult(overrides))).toBe(expected);
  });
});
