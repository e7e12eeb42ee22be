import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { EventParts } from '../../src/page/alert-event.ts';
import { BODY_LIMIT, type BuiltEvent, bodySize, buildEvent, SUMMARY_LIMIT } from '../../src/page/event-limits.ts';
import { type Redacted, redacted } from '../../src/redaction/redaction.ts';
import { makeRedactor } from '../redaction/redactors.ts';

const EMPTY = redacted``;
const { redact } = makeRedactor({ findSecrets: async () => [] });

const PARTS: EventParts = {
  action: 'trigger',
  dedupKey: redacted`confiture-005_add-production-acme/shop`,
  summary: redacted`[PRODUCTION] Migration 005_add failed: relation "userz" does not exist`,
  source: redacted`db`,
  severity: 'critical',
  timestamp: '2026-01-02T03:04:05.000Z',
  component: redacted`db:5432/shop`,
  group: redacted`production`,
  class: redacted`42P01`,
  client: redacted`Confiture via GitHub Actions`,
  clientUrl: redacted`https://github.com/acme/shop/actions/runs/123/attempts/1`,
  details: { migration: redacted`005_add`, error: redacted`relation "userz" does not exist`, attempt: 1 },
  customDetails: { tables: [redacted`users`, redacted`payments`] },
  links: [{ href: redacted`https://wiki.example.com/db`, text: redacted`Runbook` }],
};
const build = (parts: Partial<EventParts> = {}): BuiltEvent => buildEvent({ ...PARTS, ...parts });
const detailsOf = (parts: Partial<EventParts>) => build(parts).event.payload.custom_details;
const repeat = (unit: string, times: number): Promise<Redacted> => redact(unit.repeat(times));

test('the whole event', () => {
  expect(build()).toEqual({
    cuts: [],
    event: {
      event_action: 'trigger',
      dedup_key: 'confiture-005_add-production-acme/shop',
      client: 'Confiture via GitHub Actions',
      client_url: 'https://github.com/acme/shop/actions/runs/123/attempts/1',
      links: [{ href: 'https://wiki.example.com/db', text: 'Runbook' }],
      payload: {
        summary: '[PRODUCTION] Migration 005_add failed: relation "userz" does not exist',
        source: 'db',
        severity: 'critical',
        timestamp: '2026-01-02T03:04:05.000Z',
        component: 'db:5432/shop',
        group: 'production',
        class: '42P01',
        custom_details: {
          migration: '005_add',
          error: 'relation "userz" does not exist',
          attempt: 1,
          tables: ['users', 'payments'],
        },
      },
    },
  });
});

test.each(['', ' ', '\u00a0'])('a summary and a source of %j would cost the page', async blank => {
  const text = await redact(blank);
  expect(build({ summary: text, source: text }).event.payload).toMatchObject({
    summary: 'Database migration',
    source: 'GitHub Actions',
  });
});

test('an event of which nothing is known is still one that PagerDuty takes: no blank field, no blank link', () => {
  const { event } = build({
    summary: EMPTY,
    source: EMPTY,
    component: EMPTY,
    group: EMPTY,
    class: EMPTY,
    client: EMPTY,
    clientUrl: EMPTY,
    details: {},
    customDetails: {},
    links: [],
  });
  expect(event).toEqual({
    event_action: 'trigger',
    dedup_key: PARTS.dedupKey,
    links: [],
    payload: {
      summary: 'Database migration',
      source: 'GitHub Actions',
      severity: 'critical',
      timestamp: PARTS.timestamp,
      custom_details: {},
    },
  });
});

describe('details', () => {
  test('empty ones are left out, numbers and false stay', () => {
    const details = { a: EMPTY, b: undefined, c: [], d: 0, e: false, f: null };
    expect(detailsOf({ details, customDetails: { x: EMPTY, y: [], z: {} } })).toEqual({
      d: 0,
      e: false,
      f: null,
      z: {},
    });
  });

  test(`the user's never take the place of ours, but of ours that are empty`, () => {
    const details = { migration: redacted`ours`, error: EMPTY };
    const customDetails = { migration: redacted`theirs`, error: redacted`theirs`, x: redacted`theirs` };
    expect(detailsOf({ details, customDetails })).toEqual({ migration: 'ours', error: 'theirs', x: 'theirs' });
  });

  test('ours come first', () => {
    expect(Object.keys(detailsOf({ customDetails: { aaa: redacted`x` } }))).toEqual([
      'migration',
      'error',
      'attempt',
      'aaa',
    ]);
  });
});

describe('limits', () => {
  test.each<[string, number, number, string[]]>([
    ['at the limit', SUMMARY_LIMIT, SUMMARY_LIMIT, []],
    ['one more', SUMMARY_LIMIT + 1, SUMMARY_LIMIT, ['summary was cut from 1025 to 1024 characters']],
  ])('the summary %s', async (_, length, expected, cuts) => {
    const built = build({ summary: await repeat('x', length) });
    expect([built.event.payload.summary.length, built.cuts]).toEqual([expected, cuts]);
  });

  test('no surrogate pair is split', async () => {
    const { event } = build({ summary: await redact(`x${'🧨'.repeat(600)}`) });
    expect(event.payload.summary).toBe(`x${'🧨'.repeat(511)}…`);
    expect(event.payload.summary).toHaveLength(SUMMARY_LIMIT);
  });

  test('other fields, link texts and the number of links', async () => {
    const long = await repeat('x', 2_000);
    const link = { href: redacted`https://x.example.com`, text: long };
    const { event, cuts } = build({
      source: long,
      component: long,
      group: long,
      class: long,
      client: long,
      links: Array.from({ length: 51 }, () => link),
    });
    const { source, component, group, class: type } = event.payload;
    expect([source, component, group, type, event.client, event.links[49]?.text].map(text => text?.length)).toEqual(
      Array(6).fill(1_024),
    );
    expect(event.links).toHaveLength(50);
    expect(new Set(cuts)).toEqual(
      new Set([
        'links were cut from 51 to 50',
        ...['source', 'component', 'group', 'class', 'client', 'a link text'].map(
          name => `${name} was cut from 2000 to 1024 characters`,
        ),
      ]),
    );
  });

  test('an error longer than anybody reads', async () => {
    const { event, cuts } = build({ details: { error: await repeat('x', 20_000) } });
    expect(event.payload.custom_details.error).toHaveLength(16_384);
    expect(cuts).toEqual(['error was cut from 20000 to 16384 characters']);
  });
});

describe('the body has at most 512 000 bytes', () => {
  const LOG_CUT = `the log excerpt was cut: the event was larger than ${BODY_LIMIT} bytes`;
  const DETAILS_CUT = `the custom details were left out: the event was larger than ${BODY_LIMIT} bytes`;

  test.each<[string, string]>([
    ['plain characters', 'x'],
    ['two bytes each', 'é'],
    ['three bytes each', '✓'],
    ['pairs of four bytes', '🧨'],
    ['what JSON escapes', '"\n'],
    ['what JSON escapes longest', '\u2028'],
  ])('the log shrinks first, as little as need be: %s', async (_, unit) => {
    const log = await repeat(unit, 600_000 / unit.length);
    const { event, cuts } = build({ details: { ...PARTS.details, log } });
    expect(bodySize(event)).toBeLessThanOrEqual(BODY_LIMIT);
    expect(cuts).toEqual([LOG_CUT]);
    expect(event.payload.custom_details).toMatchObject({ migration: '005_add', tables: ['users', 'payments'] });
    expect(String(event.payload.custom_details.log).isWellFormed()).toBe(true);
    if (unit === 'x') expect(bodySize(event)).toBe(BODY_LIMIT);
  });

  test(`then the user's details go, and ours stay, also where both have a name`, async () => {
    const customDetails = { migration: redacted`theirs`, big: await repeat('x', 600_000) };
    const { event, cuts } = build({ customDetails, details: { ...PARTS.details, log: redacted`line` } });
    expect(event.payload.custom_details).toEqual({
      migration: '005_add',
      error: PARTS.details.error,
      attempt: 1,
      log: '…',
    });
    expect(cuts).toEqual([LOG_CUT, DETAILS_CUT]);
  });

  test('ours alone can not keep it from going out', async () => {
    const { event } = build({ details: { applied: [await repeat('x', 600_000)] } });
    expect(bodySize(event)).toBeLessThanOrEqual(BODY_LIMIT);
    expect(event.payload.summary).toBe(PARTS.summary);
  });

  test('whatever its parts are, it keeps every limit', async () => {
    const text = fc
      .tuple(fc.constantFrom('x', 'é', '🧨', '"', '\\', '\n', '\u2028', 'word '), fc.integer({ min: 0, max: 300_000 }))
      .map(([unit, times]) => unit.repeat(times) as Redacted);
    await fc.assert(
      fc.property(text, text, text, text, (summary, error, log, custom) => {
        const { event } = build({ summary, source: error, details: { error, log }, customDetails: { custom } });
        expect(Buffer.byteLength(JSON.stringify({ routing_key: 'x'.repeat(32), ...event }))).toBeLessThanOrEqual(
          BODY_LIMIT,
        );
        expect(event.payload.summary.length).toBeLessThanOrEqual(SUMMARY_LIMIT);
        expect(JSON.stringify(event).isWellFormed()).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
