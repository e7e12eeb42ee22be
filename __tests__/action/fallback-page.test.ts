import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Ports } from '../../src/action/session.ts';
import { type FakeJob, KEY, type Seen, type Setting, startFakeJob, WEBHOOK, type Weather } from './fake-job.ts';

const DEDUP_KEY = 'confiture-acme/shop-migrate.yml-migrate-production';
let job: FakeJob;
beforeEach(() => {
  job = startFakeJob();
});
afterEach(() => job.close());

const fault = async (): Promise<never> => {
  throw new Error('a bug');
};
const PARTS: readonly [string, Partial<Ports>, Record<string, string>][] = [
  ['reading the evidence', { readEvidence: fault }, { log: 'migrate.log' }],
  ['asking GitHub', { findFailedWork: fault }, {}],
  [
    'asking GitHub, at once',
    {
      findFailedWork: (() => {
        throw new Error('a bug');
      }) as Ports['findFailedWork'],
    },
    {},
  ],
];
const incidents = () => job.pagerduty.incidents.map(({ dedupKey, status }) => `${dedupKey} ${status}`);
const errors = ({ annotations }: Seen) => annotations.filter(({ level }) => level === 'error').map(({ text }) => text);

describe.each(PARTS)('a fault in %s', (_, broken, inputs) => {
  const play = (more: Setting = {}): Promise<Seen> =>
    job.main({ ...more, broken, inputs: { ...inputs, ...more.inputs } });

  test('a failure pages all the same, with the least that can be said, and is loud', async () => {
    const main = await play();
    expect(incidents()).toEqual([`${DEDUP_KEY} triggered`]);
    expect(main.requests).toEqual([
      {
        url: 'https://pagerduty.test/v2/enqueue',
        status: 202,
        body: {
          routing_key: KEY,
          event_action: 'trigger',
          dedup_key: DEDUP_KEY,
          client: 'GitHub Actions',
          client_url: 'https://github.com/acme/shop/actions/runs/4711/attempts/1',
          links: [{ href: 'https://github.com/acme/shop/actions/runs/4711/attempts/1', text: 'Workflow run' }],
          payload: {
            summary: '[PRODUCTION] Database migration failed in acme/shop',
            source: 'acme/shop',
            severity: 'critical',
            timestamp: expect.stringMatching(/Z$/),
            group: 'production',
            custom_details: {
              environment: 'production',
              error: expect.stringContaining('has an internal error'),
              repository: 'acme/shop',
              workflow: 'migrate.yml',
              job: 'migrate',
            },
          },
        },
      },
    ]);
    expect(errors(main)).toEqual([expect.stringContaining('Internal error, please report it: a bug.')]);
    expect(main.outputs).toMatchObject({ action: 'trigger', delivery: 'accepted', 'dedup-key': DEDUP_KEY });
    expect(main.exitCode).toBeUndefined();
    expect((await job.post(main, {})).requests).toEqual([]);
  });

  test('the key is that of every day, whatever it is made of', async () => {
    const parts = {
      migration: '005',
      database: 'postgres://u:secret-secret@db/shop',
      matrix: '{"shard": 3}',
      environment: 'Staging',
    };
    const sound = await job.main({ inputs: parts });
    const main = await play({ inputs: parts });
    expect(main.outputs['dedup-key']).toBe(sound.outputs['dedup-key']);
    expect(job.pagerduty.incidents).toHaveLength(1);
  });

  test('what it could not send waits for the post step', async () => {
    const main = await play({
      weather: Array.from({ length: 99 }, () => ({ kind: 'failure', tookMs: 9_000, failure: 'down' })),
    });
    expect(main.outputs).toMatchObject({ action: 'trigger', delivery: 'unreachable' });
    expect(main.summary).toContain('Send the event by hand');
    await job.post(main, {});
    expect(incidents()).toEqual([`${DEDUP_KEY} triggered`]);
  });

  test('what could not be delivered is told to the second channel, once', async () => {
    const hangs: Weather[] = Array.from({ length: 3 }, () => ({ kind: 'failure', tookMs: 60_000, failure: 'silence' }));
    const channel = { 'fallback-webhook-url': WEBHOOK, timeout: '20' };
    const main = await play({ weather: hangs, inputs: channel });
    expect(main.outputs.delivery).toBe('unreachable');
    expect(main.webhook).toEqual([expect.stringContaining('Nobody has been paged')]);
    expect(main.elapsedMs).toBeLessThanOrEqual(20_000);
    expect((await job.post(main, { weather: hangs, inputs: channel })).webhook).toEqual([]);
  });

  test('without a key the step says that, too', async () => {
    const main = await play({ inputs: { 'routing-key': '' } });
    expect(main.outputs.delivery).toBe('invalid');
    expect(errors(main)).toHaveLength(2);
  });

  test('a wrapped command keeps its exit code', async () => {
    const main = await play({
      inputs: { run: 'confiture migrate up' },
      ended: { exitCode: 3, interrupted: false, failure: '' },
    });
    expect(main.exitCode).toBe(3);
    expect(incidents()).toEqual([`${DEDUP_KEY} triggered`]);
  });

  test('a guard pages from its post step', async () => {
    const main = await play({ inputs: { when: 'job-end' } });
    const post = await job.post(main, { broken, inputs: { ...inputs, when: 'job-end' } });
    expect(incidents()).toEqual([`${DEDUP_KEY} triggered`]);
    expect(post.exitCode).toBeUndefined();
  });
});

test.each<[string, Record<string, string>, Record<string, string>]>([
  ['a success', { status: 'success' }, {}],
  ['a pull request', {}, { GITHUB_EVENT_NAME: 'pull_request' }],
  ['another environment', { environment: 'development' }, {}],
  ['a dry run', { 'dry-run': 'true' }, {}],
  ['a cancelled run that pages nobody', { status: 'cancelled', 'on-cancelled': 'none' }, {}],
])('%s sends nothing after a fault, and is loud', async (_, inputs, environment) => {
  const broken = { readEvidence: fault };
  const main = await job.main({ inputs: { log: 'migrate.log', ...inputs }, environment, broken });
  expect({ requests: main.requests, exitCode: main.exitCode, action: main.outputs.action }).toEqual({
    requests: [],
    exitCode: undefined,
    action: 'none',
  });
  expect(errors(main)).toEqual([expect.stringContaining('Internal error, please report it: a bug.')]);
});

test('with fail-on-error a fault of ours is an error like any other', async () => {
  const main = await job.main({ inputs: { 'fail-on-error': 'True' }, broken: { findFailedWork: fault } });
  expect(main.exitCode).toBe(1);
});

test('a fault in what comes after the event neither hides that it was taken nor sends it again', async () => {
  const broken: Partial<Ports> = { lookUpIncident: fault };
  const main = await job.main({ inputs: { 'api-token': 'u+aBcDeFgHiJkLmNoPqR' }, broken });
  expect(main.outputs).toMatchObject({ action: 'trigger', delivery: 'accepted', attempts: '1' });
  expect(main.annotations).toEqual([
    {
      level: 'warning',
      text: expect.stringContaining('Internal error after the event was sent, please report it: a bug.'),
    },
  ]);
  expect((await job.post(main, {})).requests).toEqual([]);
});

test('a fault while the event leaves is the post step’s to mend', async () => {
  const main = await job.main({ broken: { send: fault } });
  expect(incidents()).toEqual([]);
  expect(errors(main)).toEqual([expect.stringContaining('Internal error')]);
  await job.post(main, {});
  expect(incidents()).toEqual([`${DEDUP_KEY} triggered`]);
});

test('when even the secrets cannot be read nothing is sent, and the step says so without a word of the fault', async () => {
  const environment = { DATABASE_PASSWORD: 7 as unknown as string };
  const main = await job.main({ environment });
  expect(main.requests).toEqual([]);
  expect(main.annotations).toEqual([
    { level: 'error', text: 'Internal error, please report it. PagerDuty may not have been told.' },
  ]);
  expect(main.exitCode).toBeUndefined();
  expect(Object.keys(main.outputs)).toContain('action');
  expect((await job.main({ environment, inputs: { run: 'confiture migrate up' } })).exitCode).toBe(1);
});
