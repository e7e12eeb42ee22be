import { describe, expect, test } from '@jest/globals';
import { refusalsOfAlert, refusalsOfChange } from '../../emulator/event-rules.ts';
import { trigger, triggerWith } from './calls.ts';

const mark = " (emulator's wording)";
const severity =
  "'payload.severity' is invalid (must be one of the following: 'critical', 'warning', 'error' or 'info')";

describe('an alert event is taken', () => {
  test.each<[string, Record<string, unknown>]>([
    ['with the required fields only', trigger()],
    ['without a dedup key', trigger({ dedup_key: undefined })],
    ['with a blank dedup key on a trigger', trigger({ dedup_key: '' })],
    ['with a dedup key of 255 characters', trigger({ dedup_key: 'k'.repeat(255) })],
    ['with a summary of 1024 characters', triggerWith({ summary: 's'.repeat(1024) })],
    ['with a summary of 1024 emoji', triggerWith({ summary: '🔥'.repeat(1024) })],
    ['with a key of an orchestration', trigger({ routing_key: 'R0212P1QXGEIQE2NMTQ7L7WXD00DWHIN' })],
    ['acknowledge without payload', trigger({ event_action: 'acknowledge', payload: undefined })],
    ['resolve without payload', trigger({ event_action: 'resolve', payload: undefined })],
    ['resolve with payload', trigger({ event_action: 'resolve' })],
    [
      'with links and images',
      trigger({ links: [{ href: 'http://a.b', text: 'c' }], images: [{ src: 'https://a/b' }] }),
    ],
    ['with no links', trigger({ links: [], images: [] })],
    ['with client', trigger({ client: 'Confiture', client_url: 'https://example.com' })],
    ['with details', triggerWith({ component: 'db', group: 'g', class: 'c', custom_details: { a: { b: 1 } } })],
    ...[
      '2015-07-17T08:42:58.315+0000',
      '2026-01-09T10:00:00.123456Z',
      '2026-01-09T10:00:00+02:00',
      '2011-05-06T03:30-07',
      '2026-01-09',
    ].map((timestamp): [string, Record<string, unknown>] => [`at ${timestamp}`, triggerWith({ timestamp })]),
  ])('%s', (_, event) => {
    expect(refusalsOfAlert(event)).toEqual([]);
  });
});

describe('an alert event is refused', () => {
  test.each<[string, Record<string, unknown>, string[]]>([
    ['nothing in it', {}, ["'routing_key' cannot be blank", "'event_action' is missing or blank"]],
    ['blank key', trigger({ routing_key: ' ' }), ["'routing_key' cannot be blank"]],
    [
      'a REST key',
      trigger({ routing_key: 'e+23rschqsESqk9Q6_-g' }),
      [
        "Length of 'routing_key' is incorrect (should be 32 characters)",
        "'routing_key' cannot contain non-alphanumeric characters.",
      ],
    ],
    [
      'key of 33',
      trigger({ routing_key: 'a'.repeat(33) }),
      ["Length of 'routing_key' is incorrect (should be 32 characters)"],
    ],
    [
      'key with a dash',
      trigger({ routing_key: `-${'a'.repeat(31)}` }),
      ["'routing_key' cannot contain non-alphanumeric characters."],
    ],
    [
      'action "0"',
      trigger({ event_action: '0' }),
      [`'event_action' is invalid (must be one of the following: 'trigger', 'acknowledge' or 'resolve')${mark}`],
    ],
    ['action 1', trigger({ event_action: 1 }), [`'event_action' is not a string${mark}`]],
    [
      'dedup key of 256',
      trigger({ dedup_key: 'k'.repeat(256) }),
      [`'dedup_key' is too long (maximum is 255 characters)${mark}`],
    ],
    ['dedup key 5', trigger({ dedup_key: 5 }), [`'dedup_key' is not a string${mark}`]],
    [
      'resolve without dedup key',
      trigger({ event_action: 'resolve', dedup_key: undefined }),
      [`'dedup_key' is missing or blank${mark}`],
    ],
    [
      'acknowledge with a blank one',
      trigger({ event_action: 'acknowledge', dedup_key: ' ' }),
      [`'dedup_key' is missing or blank${mark}`],
    ],
    ['no payload', trigger({ payload: undefined }), [`'payload' is missing or blank${mark}`]],
    ['payload a text', trigger({ payload: 'x' }), [`'payload' is not an object${mark}`]],
    [
      'empty payload',
      trigger({ payload: {} }),
      [
        `'payload.summary' is missing or blank${mark}`,
        "'payload.source' is missing or blank",
        "'payload.severity' is missing or blank",
      ],
    ],
    [
      'resolve with half a payload',
      trigger({ event_action: 'resolve', payload: { summary: 'ok', severity: 'info' } }),
      ["'payload.source' is missing or blank"],
    ],
    ['blank source', triggerWith({ source: '' }), ["'payload.source' is missing or blank"]],
    ['severity HIGH', triggerWith({ severity: 'HIGH' }), [severity]],
    ['severity Critical', triggerWith({ severity: 'Critical' }), [severity]],
    [
      'summary of 1025',
      triggerWith({ summary: 's'.repeat(1025) }),
      ["'summary' is too long (maiximum is 1024 characters)"],
    ],
    ['details a text', triggerWith({ custom_details: 'x' }), [`'payload.custom_details' is not an object${mark}`]],
    ['group a number', triggerWith({ group: 1 }), [`'payload.group' is not a string${mark}`]],
    ['blank href', trigger({ links: [{ href: '', text: 'Runbook' }] }), ["'link href' is missing or blank"]],
    ['no href', trigger({ links: [{ text: 'Runbook' }] }), ["'link href' is missing or blank"]],
    ['relative href', trigger({ links: [{ href: '/wiki' }] }), [`'link href' is not an absolute URL${mark}`]],
    ['href of one word', trigger({ links: [{ href: 'wiki' }] }), [`'link href' is not an absolute URL${mark}`]],
    ['links a map', trigger({ links: {} }), [`'links' is not an array${mark}`]],
    ['link a text', trigger({ links: ['https://a'] }), [`'links[]' is not an object${mark}`]],
    ['blank src', trigger({ images: [{ src: '' }] }), ["'image src' is missing or blank"]],
    ['src by http', trigger({ images: [{ src: 'http://a/b.png' }] }), [`'image src' is not an https URL${mark}`]],
    [
      'blank image href',
      trigger({ images: [{ src: 'https://a/b', href: '' }] }),
      [`'image href' is not an absolute URL${mark}`],
    ],
    ['client_url relative', trigger({ client_url: 'run/1' }), [`'client_url' is not an absolute URL${mark}`]],
    ...[
      '2021-10-22 05:01:32',
      '2021-10-22T5:01:32Z',
      '2026-01-09T10:00:00+00:00Z',
      '2026-02-30T10:00:00Z',
      '2026-01-09T10:61:00Z',
      '2026-01-09T10:00:61Z',
      'yesterday',
      '',
      1767952800,
    ].map((timestamp): [string, Record<string, unknown>, string[]] => [
      `at ${timestamp}`,
      triggerWith({ timestamp }),
      [`'payload.timestamp' is not an ISO 8601 date and time${mark}`],
    ]),
  ])('%s', (_, event, errors) => {
    expect(refusalsOfAlert(event)).toEqual(errors);
  });
});

describe('a change event', () => {
  const change = (fields: Record<string, unknown> = {}) => ({
    routing_key: trigger().routing_key,
    payload: { summary: 'Migration applied' },
    ...fields,
  });
  test.each<[string, Record<string, unknown>, string[]]>([
    ['needs no source and no severity', change(), []],
    ['needs a payload', change({ payload: undefined }), [`'payload' is missing or blank${mark}`]],
    ['needs a summary', change({ payload: {} }), [`'payload.summary' is missing or blank${mark}`]],
    ['needs whole links', change({ links: [{ href: '' }] }), ["'link href' is missing or blank"]],
    [
      'minds the key of an orchestration',
      change({ routing_key: 'R0212P1QXGEIQE2NMTQ7L7WXD00DWHIN' }),
      [`change events cannot be sent to a 'routing_key' that begins with R${mark}`],
    ],
    [
      'minds the length of the summary',
      change({ payload: { summary: 's'.repeat(1025) } }),
      ["'summary' is too long (maiximum is 1024 characters)"],
    ],
  ])('%s', (_, event, errors) => {
    expect(refusalsOfChange(event)).toEqual(errors);
  });
});
