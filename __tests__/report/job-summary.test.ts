import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Redacted, redacted } from '../../src/redaction/redaction.ts';
import { toJobSummary } from '../../src/report/job-summary.ts';
import type { Result } from '../../src/report/result.ts';
import { makeResult, toldService } from './results.ts';

test('a failure in production', () => {
  expect(toJobSummary(makeResult({ nextStep: redacted`Fix it, then run \`confiture migrate up\`.` }))).toBe(
    `<h3>🔴 Database migration failed in production</h3>

<p><strong>Database:</strong> it was rolled back, and is as it was before the migration.<br>
<strong>Next:</strong> Fix it, then run <code>confiture migrate up</code>.</p>

<table>
<tr><th align="left">Migration</th><td><code>005_add</code></td></tr>
<tr><th align="left">Error</th><td><code>relation &#34;userz&#34; does not exist</code></td></tr>
<tr><th align="left">Failed&nbsp;step</th><td><code>Migrate</code></td></tr>
<tr><th align="left">Failed&nbsp;jobs</th><td><code>migrate (eu)</code></td></tr>
<tr><th align="left">PagerDuty</th><td>The trigger was accepted by events.pagerduty.com (US region).</td></tr>
<tr><th align="left">Severity</th><td>critical</td></tr>
<tr><th align="left">Dedup&nbsp;key</th><td><code>confiture-shop</code></td></tr>
<tr><th align="left">Reason</th><td>the migration failed (status failure)</td></tr>
</table>

<p><a href="https://wiki.example.com/db?a=1&#38;b=2">Runbook</a></p>`,
  );
});

test('several databases: a table of those to look at, and a line for the rest', () => {
  const row = (name: Redacted, overrides: Partial<Result['databases'][number]> = {}): Result['databases'][number] => ({
    ...{ name, ending: 'done', state: 'applied' },
    ...{ stateDetail: redacted``, migration: redacted`005_add`, error: redacted`` },
    ...overrides,
  });
  const databases = [
    row(redacted`acme`, {
      ending: 'failed',
      state: 'rolled-back',
      stateDetail: redacted`unless <x>`,
      error: redacted`no <table>\nLINE 1`,
    }),
    row(redacted`b`, { ending: 'unknown', state: 'unknown', migration: redacted`` }),
    row(redacted`c`),
  ];
  const summary = toJobSummary(makeResult({ databases, moreDatabases: 27 }));
  expect(summary).toContain(`</p>

<table>
<tr><th align="left">Database</th><th align="left">State</th><th align="left">Migration</th><th align="left">Error</th></tr>
<tr><td><code>acme</code></td><td>failed, rolled-back (unless &#60;x&#62;)</td><td><code>005_add</code></td><td><code>no &#60;table&#62;<br>LINE 1</code></td></tr>
<tr><td><code>b</code></td><td>not known</td><td></td><td></td></tr>
<tr><td><code>c</code></td><td>applied</td><td><code>005_add</code></td><td></td></tr>
<tr><td colspan="4">and 27 more</td></tr>
</table>

<table>`);
  expect(toJobSummary(makeResult({ databases: [row(redacted`a`), row(redacted`b`)] }))).not.toContain('Database</th>');
});

test('nothing to tell', () => {
  const silent = makeResult({
    action: 'none',
    story: 'succeeded',
    delivery: 'none',
    reason: redacted`the status is skipped`,
    databaseState: 'unknown',
    stateText: redacted`unknown`,
    error: redacted``,
    migration: redacted``,
    event: undefined,
  });
  expect(toJobSummary(silent)).toBe(
    `<h3>⚪ No alert for the database migration in production</h3>

<table>
<tr><th align="left">PagerDuty</th><td>Nothing was sent: the status is skipped.</td></tr>
<tr><th align="left">Dedup&nbsp;key</th><td><code>confiture-shop</code></td></tr>
</table>`,
  );
});

describe('the headline', () => {
  const P = 'in production';
  test.each<[Partial<Result>, string]>([
    [{ story: 'failed' }, `🔴 Database migration failed ${P}`],
    [{ story: 'failed-unseen' }, `🔴 Database migration failed ${P}, although the job is green`],
    [{ story: 'applied-then-failed' }, `🟠 Database migration was applied ${P}, but the job failed later`],
    [{ story: 'not-started' }, `🔴 Database migration did not start ${P}`],
    [{ story: 'not-seen-to-start' }, `🔴 Database migration seems not to have started ${P}`],
    [{ story: 'job-failed' }, `🔴 Job failed ${P}. It is not known whether the database migration failed.`],
    [{ story: 'cancelled' }, `🟠 The run was cancelled ${P}`],
    [{ story: 'cut-off' }, `🔴 Database migration was cancelled while it ran ${P}`],
    [{ story: 'succeeded' }, `🔴 Database migration failed ${P}`],
    [
      { action: 'none', story: 'unfinished' },
      `🟠 Database migration may not have ended ${P}: its log stops while it runs`,
    ],
    [{ action: 'resolve', story: 'succeeded' }, `🟢 Database migration succeeded ${P}`],
    [{ action: 'resolve', story: 'failed' }, `🟢 Database migration succeeded ${P}`],
    [{ action: 'acknowledge' }, `🟠 Database migration is being tried again ${P}`],
    [{ action: 'none', story: 'failed' }, `🔴 Database migration failed ${P}`],
    [{ action: 'none', story: 'succeeded' }, `⚪ No alert for the database migration ${P}`],
    [{ place: redacted`region eu, database shop` }, `🔴 Database migration failed ${P} (region eu, database shop)`],
    [
      { place: redacted`<b>\n::error::x`, environment: redacted`` },
      '🔴 Database migration failed (&#60;b&#62; ::error::x)',
    ],
    [{ delivery: 'rejected' }, `🚨 Nobody has been paged. Database migration failed ${P}.`],
    [{ delivery: 'invalid' }, `🚨 Nobody has been paged. Database migration failed ${P}.`],
    [{ delivery: 'unreachable', partly: true }, `🚨 Not everybody has been paged. Database migration failed ${P}.`],
    [
      { action: 'resolve', story: 'applied', delivery: 'unreachable' },
      `🚨 The incident may still be open. Database migration was applied ${P}.`,
    ],
    [{ delivery: 'skipped' }, `🔴 Database migration failed ${P}`],
  ])('%j', (overrides, expected) => {
    expect(toJobSummary(makeResult(overrides))).toContain(`<h3>${expected}</h3>`);
  });
});

describe('the log', () => {
  const log = redacted`Migrating <b>\n\n::error::x`;
  const shown =
    '<details><summary>From the log</summary>\n<pre>Migrating &#60;b&#62;&#10;&#10;::error::x</pre>\n</details>';

  test.each<[boolean, Partial<Result>]>([
    [true, {}],
    [true, { action: 'none' }],
    [false, { action: 'resolve' }],
    [false, { action: 'none', story: 'succeeded' }],
  ])('is folded in: %s, of %j', (expected, overrides) => {
    expect(toJobSummary(makeResult({ log, ...overrides })).includes(shown)).toBe(expected);
  });

  test('is cut at its end', () => {
    const text = toJobSummary(makeResult({ log: 'x'.repeat(20_000) as Redacted }));
    expect(text).toContain(`<pre>${'x'.repeat(10_000)}…</pre>`);
  });
});

describe('the state of the database', () => {
  test.each<[Partial<Result>, string]>([
    [
      { databaseState: 'partial', stateText: redacted`partial (1 of 3 applied)` },
      'it is partly migrated (1 of 3 applied).',
    ],
    [{ databaseState: 'unchanged', stateText: redacted`unchanged` }, 'it is unchanged, because nothing was run.'],
    [{ databaseState: 'applied', stateText: redacted`applied` }, 'the migration is applied.'],
    [
      { databaseState: 'unknown', stateText: redacted`unknown` },
      'its state is unknown. Look at it before you run anything again.',
    ],
  ])('%j', (overrides, expected) => {
    expect(toJobSummary(makeResult(overrides))).toContain(`<p><strong>Database:</strong> ${expected}</p>`);
  });

  test('a success of which nothing is known says nothing of it', () => {
    const success = makeResult({
      action: 'resolve',
      story: 'succeeded',
      databaseState: 'unknown',
      stateText: redacted`unknown`,
    });
    expect(toJobSummary(success)).not.toContain('Database:');
  });
});

describe('a success whose log ends too soon leaves nothing to do', () => {
  test.each<[string, Partial<Result>, string | undefined]>([
    ['resolve', { action: 'resolve', databaseState: 'unknown' }, undefined],
    ['none', { action: 'none', databaseState: 'unknown' }, undefined],
    [
      'resolve',
      { action: 'resolve', databaseState: 'applied', stateText: redacted`applied` },
      'the migration is applied.',
    ],
  ])('%s, %j', (_, overrides, expected) => {
    const nextStep = redacted`Check whether 005 was applied`;
    const text = toJobSummary(makeResult({ story: 'succeeded', stateText: redacted`unknown`, nextStep, ...overrides }));
    expect(/<p><strong>Database:<\/strong> ([\s\S]*?)<\/p>/.exec(text)?.[1]).toBe(expected);
  });
});

test('what the REST API did not take is not to be sent with a routing key that nobody has', () => {
  const text = toJobSummary(makeResult({ delivery: 'unreachable', byRest: true }));
  expect(text).toContain('<details><summary>What was not delivered</summary>');
  expect(text).toContain('{&#34;event_action&#34;:&#34;trigger&#34;');
  expect(text).not.toMatch(/curl|ROUTING_KEY/);
});

test('what was not delivered says so first, and how to send it by hand', () => {
  const text = toJobSummary(
    makeResult({
      delivery: 'unreachable',
      attempts: 5,
      explanation: redacted`no answer within 10 s`,
      undeliveredFile: redacted`/home/runner/work/_temp/undelivered.json`,
    }),
  );
  expect(text).toContain(
    '<td>The trigger was not delivered to events.pagerduty.com (US region) after 5 attempts: no answer within 10 s.</td>',
  );
  expect(text).toContain(
    `<pre>jq &#39;. + {routing_key: env.PAGERDUTY_ROUTING_KEY}&#39; event.json | curl -sS -H &#39;Content-Type: application/json&#39; -d @- https://events.pagerduty.com/v2/enqueue</pre>`,
  );
  expect(text).toContain('<code>/home/runner/work/_temp/undelivered.json</code>');
  expect(text).toContain('{&#34;event_action&#34;:&#34;trigger&#34;');
});

test('each of several services', () => {
  const services = [
    toldService({ which: ' 1 of 2' }),
    toldService({ which: ' 2 of 2', delivery: 'rejected', explanation: redacted`HTTP 400: <no>` }),
  ];
  expect(toJobSummary(makeResult({ services, delivery: 'rejected', partly: true }))).toContain(
    '<tr><th align="left">Routing&nbsp;key&nbsp;2&nbsp;of&nbsp;2</th><td>The trigger was refused by events.pagerduty.com (US region): HTTP 400: &#60;no&#62;.</td></tr>',
  );
});

describe('the incident', () => {
  const incident = {
    number: redacted`7`,
    url: redacted`https://acme.pagerduty.com/incidents/P"1`,
    status: redacted`triggered`,
    onCall: redacted`Anna <b>`,
    outputsOnly: false,
  };

  test('and who is on call', () => {
    const text = toJobSummary(makeResult({ incident }));
    expect(text).toContain('<td><a href="https://acme.pagerduty.com/incidents/P&#34;1">#7</a> (triggered)</td>');
    expect(text).toContain('<td>Anna &#60;b&#62;</td>');
  });

  test('stay out where everybody may read', () => {
    expect(toJobSummary(makeResult({ incident: { ...incident, outputsOnly: true } }))).not.toMatch(/Anna|#7/);
  });
});

/** Every tag that we write ourselves. */
const TAGS =
  /<\/?(?:h3|p|strong|table|td|tr|code|pre|br|details|summary)>|<th align="left">|<\/th>|<\/a>|<a href="[^"<>]*">/g;

/** Throws unless the Markdown is our own HTML and nothing else, whatever texts stand in it. */
function expectInert(markdown: string): void {
  expect(markdown.replace(TAGS, '')).not.toMatch(/[<>"`]/);
  const open: string[] = [];
  for (const [tag] of markdown.matchAll(TAGS)) {
    const name = /[a-z0-9]+/.exec(tag)?.[0] ?? '';
    if (name === 'br') continue;
    if (tag.startsWith('</')) expect(open.pop()).toBe(name);
    else open.push(name);
  }
  expect(open).toEqual([]);
  // A blank line would end a block of HTML, and Markdown would begin.
  for (const block of markdown.split('\n\n')) expect(block).toMatch(/^<(h3|p|table|details)[\s\S]*<\/\1>$/);
  expect(markdown).not.toMatch(/^\s*(?:::|##\[|#|[-*+] |\d+\. |>|\|)/m);
}

const HOSTILE = [
  'x::error::y',
  '\n::error::y\n::stop-commands::z',
  '##[error]x',
  '```\n# title\n```',
  '`code` **bold** [link](javascript:alert(1)) ![i](https://x/y.png)',
  '</code></td></tr></table><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='x",
  '<!-- comment',
  '<details><summary>',
  '&lt;b&gt; &#60;b&#62;',
  '| a | b |\n|---|---|',
  'a\n\n# b\n\n- c',
  '\u001b[31mred',
  '@everyone #1 acme/shop#1',
  '🧨'.repeat(5_000),
];

/** A link that has passed readHttpUrl. */
function hrefOf(text: string): Redacted {
  return `https://x.example.com/?q=${encodeURIComponent(text.toWellFormed())}` as Redacted;
}

describe('no text in it can act', () => {
  const everywhere = (text: Redacted): Partial<Result> => ({
    reason: text,
    explanation: text,
    destination: text,
    dedupKey: text,
    environment: text,
    place: text,
    log: text,
    migration: text,
    error: text,
    errorType: text,
    stateText: redacted`partial ${text}`,
    databaseState: 'partial',
    nextStep: text,
    undeliveredFile: text,
    services: [
      toldService({ which: ' 1 of 2', explanation: text }),
      toldService({ which: ' 2 of 2', explanation: text }),
    ],
    incident: { number: text, url: text, status: text, onCall: text, outputsOnly: false },
    delivery: 'rejected',
    severity: text,
  });
  const withEvent = (text: Redacted): Result => {
    const result = makeResult(everywhere(text));
    const { event } = result;
    if (event === undefined) return result;
    const custom_details = { failed_step: text, failed_jobs: text, a: text };
    return {
      ...result,
      event: { ...event, links: [{ href: hrefOf(text), text }], payload: { ...event.payload, custom_details } },
    };
  };

  test.each(HOSTILE.map((text, index) => [index, text] as const))('text %i', (_, text) => {
    expectInert(toJobSummary(withEvent(text as Redacted)));
  });

  test('whatever it is', () => {
    const text = fc
      .array(fc.oneof(fc.constantFrom(...HOSTILE.slice(0, -1), '\n', '\n\n', '`', '<', '>', '&'), fc.string()))
      .map(parts => parts.join('') as Redacted);
    fc.assert(fc.property(text, each => expectInert(toJobSummary(withEvent(each)))));
  });

  test('and it fits, however long the texts are', () => {
    const text = '<é>'.repeat(300_000) as Redacted;
    expect(
      Buffer.byteLength(toJobSummary(makeResult({ error: text, migration: text, dedupKey: text, log: text }))),
    ).toBeLessThan(200_000);
  });
});
