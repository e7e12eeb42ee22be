import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type FakeJob, KEY, type Seen, type Setting, startFakeJob, WEBHOOK, type Weather } from './fake-job.ts';

const OTHER = 'fedcba9876543210fedcba9876543210';
const DEDUP_KEY = 'confiture-acme/shop-migrate.yml-migrate-production';
const down: Weather[] = Array.from({ length: 99 }, () => ({
  kind: 'failure',
  tookMs: 10,
  failure: 'connect ECONNREFUSED',
}));
let job: FakeJob;

beforeEach(() => {
  job = startFakeJob();
});
afterEach(() => job.close());

const failure = (inputs: Record<string, string> = {}): Setting => ({ inputs: { timeout: '5', ...inputs } });
const success = (inputs: Record<string, string> = {}): Setting => failure({ status: 'success', ...inputs });
const during = (weather: Weather[], setting: Setting): Setting => ({ ...setting, weather });
const incidents = () =>
  job.pagerduty.incidents.map(({ dedupKey, routingKey, status }) => ({ dedupKey, routingKey, status }));
const OPEN = { dedupKey: DEDUP_KEY, routingKey: KEY, status: 'triggered' };
const fileOf = (main: Seen): string => main.outputs['undelivered-file'] ?? '';
const events = ({ requests }: Seen) =>
  requests.map(
    ({ body }) => body as { event_action: string; routing_key: string; payload: { custom_details: object } },
  );

describe('the post step sends what main could not', () => {
  test('says so, and leaves no file behind', async () => {
    const main = await job.main(during(down, failure()));
    expect({ delivery: main.outputs.delivery, incidents: incidents() }).toEqual({
      delivery: 'unreachable',
      incidents: [],
    });
    expect(JSON.parse(readFileSync(fileOf(main), 'utf8'))).toEqual(JSON.parse(main.outputs.event ?? ''));
    const post = await job.post(main, failure());
    expect(incidents()).toEqual([OPEN]);
    expect(post.annotations).toEqual([
      {
        level: 'notice',
        text: `The second try succeeded: pagerduty.test accepted the trigger. Dedup key: ${DEDUP_KEY}.`,
      },
    ]);
    expect(post.summary).toContain('The trigger was accepted by pagerduty.test');
    expect(readdirSync(join(fileOf(main), '..')).filter(name => name.startsWith('undelivered'))).toEqual([]);
  });

  test.each<[string, (path: string) => void]>([
    ['is gone', path => rmSync(path)],
    [
      'is a folder',
      path => {
        rmSync(path);
        mkdirSync(path);
      },
    ],
    ['was emptied', path => writeFileSync(path, '')],
    [
      "was changed into somebody else's",
      path =>
        writeFileSync(
          path,
          JSON.stringify({
            event_action: 'resolve',
            dedup_key: 'theirs',
            routing_key: OTHER,
            payload: { severity: 'info' },
          }),
        ),
    ],
  ])('though its file %s: it is in the state of the step, where no other step can write', async (_, spoil) => {
    const main = await job.main(during(down, failure()));
    spoil(fileOf(main));
    const post = await job.post(main, failure());
    expect(incidents()).toEqual([OPEN]);
    expect(events(post)).toEqual([{ ...JSON.parse(main.outputs.event ?? ''), routing_key: KEY }]);
  });

  test('though it is too large for the state: then without the log, or without any details', async () => {
    const lines = Array.from({ length: 4_000 }, (_, line) => `line ${line} of the migration went wrong`).join('\n');
    const large = { 'custom-details': JSON.stringify({ rest: 'x '.repeat(40_000) }), log: 'migrate.log' };
    const main = await job.main(during(down, { ...failure(large), file: `${lines}\nERROR: deadlock detected\n` }));
    expect(main.state.progress?.length).toBeLessThan(32_767);
    expect((main.outputs.event ?? '').length).toBeGreaterThan(32_767);
    const post = await job.post(main, failure(large));
    expect(incidents()).toEqual([OPEN]);
    expect(events(post)[0]?.payload.custom_details).toEqual({});
  });

  test('to the services that have not got it, and names them', async () => {
    const keys = { 'routing-key': `${KEY}\n${OTHER}` };
    const main = await job.main(during([{ kind: 'fine', tookMs: 5 }, ...down], failure(keys)));
    expect(incidents()).toEqual([OPEN]);
    expect(main.summary).toMatch(/Routing(?:&nbsp;| )key(?:&nbsp;| )1(?:&nbsp;| )of(?:&nbsp;| )2.*accepted/);
    expect(main.summary).toMatch(/Routing(?:&nbsp;| )key(?:&nbsp;| )2(?:&nbsp;| )of(?:&nbsp;| )2.*not delivered/);
    const post = await job.post(main, failure(keys));
    expect(events(post).map(event => event.routing_key)).toEqual([OTHER]);
    expect(incidents()).toEqual([OPEN, { ...OPEN, routingKey: OTHER }]);
  });

  test('and keeps the file when a service had refused it for good', async () => {
    const keys = { 'routing-key': `${KEY.slice(1)}\n${OTHER}` };
    const main = await job.main(during([{ kind: 'fine', tookMs: 5 }, ...down], failure(keys)));
    expect(main.outputs.delivery).toBe('rejected');
    await job.post(main, failure(keys));
    expect(incidents()).toEqual([{ ...OPEN, routingKey: OTHER }]);
    expect(job.files().some(text => text.includes(DEDUP_KEY))).toBe(true);
  });
});

describe('when the second try fails, too', () => {
  test('the post step says so, and how to send it by hand; the job stays as it is', async () => {
    const main = await job.main(during(down, failure()));
    const post = await job.post(main, during(down, failure()));
    expect(post.annotations.map(({ level }) => level)).toEqual(['error']);
    expect(post.summary).toContain('Send the event by hand');
    expect(post.elapsedMs).toBeLessThanOrEqual(30_000);
    expect([main.exitCode, post.exitCode]).toEqual([undefined, undefined]);
    expect(JSON.parse(readFileSync(fileOf(main), 'utf8'))).toEqual(JSON.parse(main.outputs.event ?? ''));
  });

  test('with fail-on-error, too, a post step fails no job', async () => {
    const inputs = { 'fail-on-error': 'true' };
    const main = await job.main(during(down, failure(inputs)));
    const post = await job.post(main, during(down, failure(inputs)));
    expect([main.exitCode, post.exitCode]).toEqual([1, undefined]);
  });

  test('the webhook is told once, by main', async () => {
    const inputs = { 'fallback-webhook-url': WEBHOOK };
    const main = await job.main(during(down, failure(inputs)));
    const post = await job.post(main, during(down, failure(inputs)));
    expect([main.webhook.length, post.webhook.length]).toEqual([expect.any(Number), 0]);
    expect(main.webhook.length).toBeGreaterThan(0);
  });

  test('the webhook is told by the post step when main was ended before it could', async () => {
    const inputs = { 'fallback-webhook-url': WEBHOOK };
    const ended = await endedWhileSending(inputs);
    const refused: Weather = { kind: 'answer', tookMs: 5, status: 400, body: '' };
    const post = await job.post(ended, during([refused], failure(inputs)));
    expect(post.webhook).toHaveLength(1);
    expect(post.summary).toContain('Send the event by hand');
    expect(post.annotations.map(({ level }) => level)).toEqual(['error']);
  });
});

/** What main left when it was ended while its first request was under way. */
async function endedWhileSending(inputs: Record<string, string> = {}): Promise<Seen> {
  let state: Seen['state'] = {};
  const main = await job.main({
    ...failure(inputs),
    broken: { send: async () => Promise.reject(new Error('ended')) },
  });
  state = main.state;
  return { ...main, state };
}

describe('what has been told since is not undone', () => {
  test('a trigger that waited is sent after the success of a later step, which does not fix it', async () => {
    const first = await job.main(during(down, failure()));
    job.clock.pass(1_000);
    await job.main(success());
    await job.post(first, failure());
    expect(incidents()).toEqual([OPEN]);
  });

  test('a trigger that waited is not sent after the word of a person', async () => {
    const first = await job.main(during(down, failure()));
    job.clock.pass(1_000);
    await job.main(success({ 'event-action': 'resolve' }));
    const post = await job.post(first, failure());
    expect(post.requests).toEqual([]);
    expect(post.annotations).toEqual([
      {
        level: 'notice',
        text: expect.stringContaining('Not sent again: a step of this job has told PagerDuty since (resolve)'),
      },
    ]);
    expect(incidents()).toEqual([]);
  });

  test('what a step kept is gone when a later step has told the same', async () => {
    const first = await job.main(during(down, failure()));
    const path = first.outputs['undelivered-file'] ?? '';
    expect(existsSync(path)).toBe(true);
    await job.main(failure());
    expect(existsSync(path)).toBe(false);
  });

  test('when both waited the later one counts: post steps run in reverse', async () => {
    const first = await job.main(during(down, failure()));
    job.clock.pass(1_000);
    const byHand = success({ 'event-action': 'resolve' });
    const second = await job.main(during(down, byHand));
    expect((await job.post(second, byHand)).requests).toHaveLength(1);
    expect((await job.post(first, failure())).requests).toEqual([]);
    expect(incidents()).toEqual([]);
  });

  test('what was told before counts for nothing', async () => {
    await job.main(success());
    job.clock.pass(1_000);
    const main = await job.main(during(down, failure()));
    await job.post(main, failure());
    expect(incidents()).toEqual([OPEN]);
  });

  test('what was told of another incident counts for nothing', async () => {
    const main = await job.main(during(down, failure()));
    job.clock.pass(1_000);
    await job.main(success({ migration: 'another' }));
    await job.post(main, failure());
    expect(incidents()).toEqual([OPEN]);
  });

  test('what another service was told counts for nothing', async () => {
    const main = await job.main(during(down, failure()));
    job.clock.pass(1_000);
    await job.main(success({ 'routing-key': OTHER }));
    await job.post(main, failure());
    expect(incidents()).toEqual([OPEN]);
  });

  test('an event that PagerDuty took before main was ended is not sent twice, and that is said', async () => {
    const madeAt = job.clock.now();
    const main = await job.main(failure());
    const progress = JSON.parse((await endedWhileSending()).state.progress ?? '');
    const state = { progress: JSON.stringify({ ...progress, madeAt }) };
    const post = await job.post({ ...main, state }, failure());
    expect([post.requests, post.annotations]).toEqual([
      [],
      [
        {
          level: 'notice',
          text: `PagerDuty accepted the trigger; the main step was stopped before it could say so. Dedup key: ${DEDUP_KEY}.`,
        },
      ],
    ]);
  });

  test('a success of the same millisecond is not taken for the trigger that waited', async () => {
    const madeAt = job.clock.now();
    await job.main(success({ 'event-action': 'resolve' }));
    const ended = await endedWhileSending();
    const progress = { ...JSON.parse(ended.state.progress ?? ''), madeAt };
    const post = await job.post({ ...ended, state: { progress: JSON.stringify(progress) } }, failure());
    expect(post.annotations.map(({ text }) => text)).toEqual([
      expect.stringContaining('a step of this job has told PagerDuty since (resolve)'),
    ]);
  });

  test('an event that was taken as main was ended is not sent twice', async () => {
    const main = await job.main(failure());
    const early = { ...main, state: { progress: (await endedWhileSending()).state.progress ?? '' } };
    expect(early.state.progress).toContain('"said":false');
    job.clock.pass(1_000);
    await job.main(failure());
    expect((await job.post(early, failure())).requests).toEqual([]);
  });
});

test('after a cancel main, webhook and post step fit into half a minute together', async () => {
  const hangs: Weather[] = Array.from({ length: 99 }, () => ({ kind: 'failure', tookMs: 60_000, failure: 'silence' }));
  const cancelled = failure({
    'job-status': 'cancelled',
    'on-cancelled': 'trigger',
    timeout: '120',
    'fallback-webhook-url': WEBHOOK,
  });
  const main = await job.main(during(hangs, cancelled));
  const post = await job.post(main, during(hangs, cancelled));
  expect(main.outputs.delivery).toBe('unreachable');
  expect([main, post].map(({ requests }) => requests.length > 1)).toEqual([true, true]);
  expect(main.webhook.length).toBeGreaterThan(0);
  expect(main.elapsedMs + post.elapsedMs).toBeLessThanOrEqual(25_000);
});

test.each([
  ['', 'nothing'],
  ['{', 'half of it'],
  ['{"stage":"sending"}', 'no event'],
  ['{"stage":"sending","event":{"event_action":"resolve"}}', 'half an event'],
  ['{"stage":"elsewhere"}', 'another stage'],
])('when the state is %j (%s) the post step tells anew', async progress => {
  const main = await job.main(during(down, failure()));
  await job.post({ ...main, state: { progress } }, failure());
  expect(incidents()).toEqual([OPEN]);
});

describe('a change event takes no time from the second channel, and none is tried where the page could not be told', () => {
  const hangs: Weather[] = Array.from({ length: 3 }, () => ({ kind: 'failure', tookMs: 60_000, failure: 'silence' }));

  test('PagerDuty is silent', async () => {
    const inputs = success({ 'change-event': 'true', 'fallback-webhook-url': WEBHOOK, timeout: '20' });
    const main = await job.main(during(hangs, inputs));
    expect(main.requests.map(({ url }) => new URL(url).pathname)).toEqual(hangs.map(() => '/v2/enqueue'));
    expect(main.webhook).toHaveLength(1);
    expect(main.elapsedMs).toBeLessThanOrEqual(20_000);
  });

  test('the run gets no secrets', async () => {
    const inputs = success({ 'change-event': 'true', 'routing-key': '' });
    const main = await job.main({ ...inputs, environment: { GITHUB_ACTOR: 'dependabot[bot]' } });
    expect([main.outputs.delivery, main.annotations.map(({ level }) => level)]).toEqual(['skipped', ['notice']]);
  });
});

describe('two wrapped commands of one job that share a dedup key', () => {
  const wrapped = (run: string, exitCode: number, inputs: Record<string, string> = {}): Setting => ({
    inputs: { timeout: '5', run, ...inputs },
    ended: { exitCode, interrupted: false, failure: '' },
    file: 'migrating\n',
  });
  const states = () => job.pagerduty.incidents.map(({ status }) => status);

  test('the success of one does not close what the other opened, and a warning says what to do', async () => {
    await job.main(wrapped('migrate shop', 1));
    const second = await job.main(wrapped('migrate search', 0));
    expect([second.requests, states()]).toEqual([[], ['triggered']]);
    expect(second.outputs).toMatchObject({
      action: 'none',
      reason: 'another step of this job has opened the incident, and this success does not fix what failed there',
    });
    expect(second.annotations).toEqual([
      { level: 'warning', text: expect.stringMatching(/^An open incident stays open: .*migration or database/) },
    ]);
    expect((await job.post(second, wrapped('migrate search', 0))).requests).toEqual([]);
  });

  test.each<[string, readonly Setting[], readonly string[]]>([
    ['the same command again', [wrapped('migrate', 1), wrapped('migrate', 0)], ['resolved']],
    [
      'the same command elsewhere',
      [wrapped('migrate', 1), wrapped('migrate', 0, { 'working-directory': 'db' })],
      ['triggered'],
    ],
    ['both again', [wrapped('a', 1), wrapped('b', 1), wrapped('b', 0), wrapped('a', 0)], ['resolved']],
    ['the second one again', [wrapped('a', 1), wrapped('b', 1), wrapped('b', 0)], ['triggered']],
    ['told apart', [wrapped('a', 1, { migration: '1' }), wrapped('b', 0, { migration: '2' })], ['triggered']],
    ['closed by hand', [wrapped('a', 1), wrapped('b', 0, { 'event-action': 'resolve' })], ['resolved']],
    ['a step without a command', [wrapped('a', 1), success()], ['triggered']],
    ['a command after a step', [failure(), wrapped('b', 0)], ['triggered']],
    ['a step after a step', [failure(), success()], ['triggered']],
    ['a step, and a word of a person', [failure(), success({ 'event-action': 'resolve' })], ['resolved']],
    [
      'another command with the same migration',
      [wrapped('a', 1, { migration: '1' }), wrapped('b', 0, { migration: '1' })],
      ['resolved'],
    ],
    [
      'a command with the same dedup key as a step',
      [failure({ 'dedup-key': 'k' }), wrapped('b', 0, { 'dedup-key': 'k' })],
      ['resolved'],
    ],
    [
      'a step with the same dedup key as a command',
      [wrapped('b', 1, { 'dedup-key': 'k' }), success({ 'dedup-key': 'k' })],
      ['triggered'],
    ],
  ])('%s', async (_, settings, expected) => {
    for (const setting of settings) {
      await job.main(setting);
      job.clock.pass(1_000);
    }
    expect(states()).toEqual(expected);
  });

  test('a trigger that waited is sent though another command has succeeded since', async () => {
    const first = await job.main(during(down, wrapped('migrate shop', 1)));
    job.clock.pass(1_000);
    await job.main(wrapped('migrate search', 0));
    await job.post(first, wrapped('migrate shop', 1));
    expect(states()).toEqual(['triggered']);
  });

  const both = { 'routing-key': `${KEY}\n${OTHER}` };

  test.each<[string, readonly Setting[]]>([
    ['though another command has succeeded, too', [wrapped('a', 0), wrapped('b', 0)]],
    ['though another service was told with this one', [wrapped('a', 0, both)]],
  ])('a trigger that waited is not sent after the success of its command, %s', async (_, settings) => {
    const first = await job.main(during(down, wrapped('a', 1)));
    for (const setting of settings) {
      job.clock.pass(1_000);
      await job.main(setting);
    }
    const post = await job.post(first, wrapped('a', 1));
    expect([post.requests, states()]).toEqual([[], []]);
  });

  test('a success does not close what only one of the services was told', async () => {
    const keys = { 'routing-key': `${KEY}\nshort` };
    await job.main(wrapped('a', 1, keys));
    const second = await job.main(wrapped('b', 0, keys));
    expect([second.outputs.action, states()]).toEqual(['none', ['triggered']]);
  });

  test('a success does not close what it broke, whoever else is told of the success', async () => {
    await job.main(wrapped('a', 1));
    expect((await job.main(wrapped('b', 0, both))).outputs.action).toBe('none');
  });

  test('the service that was told since is left out, the others are told', async () => {
    const first = await job.main(during(down, wrapped('a', 1, both)));
    job.clock.pass(1_000);
    await job.main(wrapped('a', 0));
    const post = await job.post(first, wrapped('a', 1, both));
    expect(events(post).map(event => event.routing_key)).toEqual([OTHER]);
    expect(post.annotations.map(({ text }) => text)).toEqual([
      expect.stringMatching(
        /^Not sent again for routing key 1 of 2: a step of this job has told PagerDuty since \(resolve\), .*\nThe second try succeeded: /,
      ),
    ]);
  });
});
