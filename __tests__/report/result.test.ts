import { describe, expect, test } from '@jest/globals';
import type { AlertEvent } from '../../src/page/event.ts';
import { redacted } from '../../src/redaction/redaction.ts';
import { NO_RESULT, type Result, toChatText, toLogLine, toOutputs } from '../../src/report/result.ts';
import { makeResult, toldService } from './results.ts';

test('every output, of a page', () => {
  expect(toOutputs(makeResult())).toEqual({
    action: 'trigger',
    reason: 'the migration failed (status failure)',
    delivery: 'accepted',
    'dedup-key': 'confiture-shop',
    severity: 'critical',
    migration: '005_add',
    'error-type': '42P01',
    'database-state': 'rolled-back',
    event: JSON.stringify(makeResult().event),
    attempts: '1',
    'undelivered-file': '',
    'incident-url': '',
    'incident-number': '',
    'on-call': '',
  });
});

test('every output, when nothing is sent', () => {
  const silent = makeResult({ action: 'none', story: 'succeeded', delivery: 'none', attempts: 0, event: undefined });
  expect(toOutputs(silent)).toEqual({
    ...toOutputs(makeResult()),
    action: 'none',
    delivery: 'none',
    severity: '',
    'database-state': '',
    event: '',
    attempts: '',
  });
});

test('every output is there, empty, when the action itself broke', () => {
  const outputs = toOutputs(NO_RESULT);
  expect(Object.keys(outputs)).toEqual(Object.keys(toOutputs(makeResult())));
  expect(outputs).toMatchObject({ action: 'none', delivery: 'none', reason: 'an internal error', event: '' });
});

test('the incident, where a token shows it', () => {
  const incident = {
    number: redacted`7`,
    url: redacted`https://acme.pagerduty.com/incidents/P`,
    status: redacted`triggered`,
    onCall: redacted`Anna, Bob`,
    outputsOnly: true,
  };
  expect(toOutputs(makeResult({ incident }))).toMatchObject({
    'incident-url': incident.url,
    'incident-number': '7',
    'on-call': 'Anna, Bob',
  });
});

describe('the line in the log', () => {
  const ENDING = 'Reason: the migration failed (status failure). Dedup key: confiture-shop.';

  test.each<[string, Partial<Result>, string]>([
    ['accepted', {}, `Trigger accepted by events.pagerduty.com (US region). ${ENDING}`],
    [
      'accepted by several',
      { services: Array(3).fill(toldService()), attempts: 3 },
      `Trigger accepted by events.pagerduty.com (US region) for 3 services. ${ENDING}`,
    ],
    [
      'accepted at last',
      { attempts: 4 },
      `Trigger accepted by events.pagerduty.com (US region) after 4 attempts. ${ENDING}`,
    ],
    [
      'accepted by whom?',
      { explanation: redacted`was it PagerDuty?` },
      `Trigger accepted by events.pagerduty.com (US region): was it PagerDuty? ${ENDING}`,
    ],
    [
      'refused',
      { delivery: 'rejected', explanation: redacted`HTTP 400: Invalid routing key` },
      `Nobody has been paged. Trigger refused by events.pagerduty.com (US region): HTTP 400: Invalid routing key. ${ENDING}`,
    ],
    [
      'not delivered',
      { delivery: 'unreachable', attempts: 9, explanation: redacted`no answer within 10 s` },
      `Nobody has been paged. Trigger not delivered to events.pagerduty.com (US region) after 9 attempts: no answer within 10 s. ${ENDING}`,
    ],
    [
      'not delivered to all',
      { delivery: 'unreachable', partly: true, services: Array(2).fill(toldService()), attempts: 2 },
      `Not everybody has been paged. Trigger not delivered to events.pagerduty.com (US region). ${ENDING}`,
    ],
    [
      'a resolve not delivered',
      { action: 'resolve', delivery: 'unreachable' },
      `The incident may still be open. Resolve not delivered to events.pagerduty.com (US region). ${ENDING}`,
    ],
    [
      'an acknowledgement refused',
      { action: 'acknowledge', delivery: 'rejected' },
      `The incident is not acknowledged. Acknowledgement refused by events.pagerduty.com (US region). ${ENDING}`,
    ],
    [
      'without a key',
      { delivery: 'invalid', attempts: 0, services: [] },
      `Nobody has been paged. Trigger not sent: there is no routing key. ${ENDING}`,
    ],
    [
      'on a fork',
      { delivery: 'skipped', attempts: 0, services: [] },
      `Trigger not sent: this run gets no secrets, and so has no routing key. ${ENDING}`,
    ],
    ['dry run', { delivery: 'dry-run', attempts: 0, services: [] }, `Trigger not sent: this is a dry run. ${ENDING}`],
    [
      'nothing to send',
      { action: 'none', delivery: 'none' },
      'Nothing sent to PagerDuty: the migration failed (status failure).',
    ],
  ])('%s', (_, overrides, expected) => {
    expect(toLogLine(makeResult(overrides))).toBe(expected);
  });
});

describe('what a chat is told', () => {
  const missed = { delivery: 'unreachable', explanation: redacted`no answer within 10 s`, attempts: 2 } as const;

  test('the page, what became of it, and where to look', () => {
    expect(toChatText(makeResult(missed))).toBe(
      'PagerDuty could not be told: [PRODUCTION] Migration 005_add failed: relation "userz" does not exist. Nobody has been paged. Trigger not delivered to events.pagerduty.com (US region) after 2 attempts: no answer within 10 s. https://github.com/acme/shop/actions/runs/123/attempts/1',
    );
  });

  test.each<[string, AlertEvent | undefined]>([
    ['without an event', undefined],
    ['without a link', { ...makeResult().event, client_url: undefined } as never],
  ])('%s', (_, event) => {
    expect(toChatText(makeResult({ ...missed, event }))).toMatch(
      /^PagerDuty could not be told: .*no answer within 10 s\.$/,
    );
  });
});
