import { expect, test } from '@jest/globals';
import { redacted } from '../../src/redaction/redaction.ts';
import { toOutputs } from '../../src/report/outputs.ts';
import { NO_RESULT } from '../../src/report/result.ts';
import { makeResult } from './results.ts';

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
