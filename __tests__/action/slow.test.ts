import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { exampleAccount } from '../../emulator/emulator.ts';
import { isObject } from '../../emulator/http.ts';
import { start } from '../emulator/calls.ts';
import { type Inputs, type Job, printed, startJob } from './job.ts';
import { annotations, said } from './said.ts';

const NAME = 'confiture-acme/shop-migrate.yml-migrate-production';
const KEY = '0123456789abcdef0123456789abcdef';
const OTHER_KEY = 'fedcba9876543210fedcba9876543210';
const BEGUN = '📦 Found 1 pending migration(s)\n\n⚡ Applying 002_add_payment_table... ';
/** 0.3 s. */
const AFTER = '0.005';
/** Runs until the test lets it, or a signal ends it. */
const UNTIL_GO = 'until [ -e go ]; do sleep 0.05; done';

/** What PagerDuty was told, in order: the action, of which key, the answer; and the key where there are several. */
function told({ pagerduty }: Job): string[] {
  return pagerduty.requests.map(({ body, status }) => {
    const { event_action: action, dedup_key: key, routing_key: to } = isObject(body) ? body : {};
    const which = to === OTHER_KEY ? ' (other)' : '';
    return `${action} ${String(key).replace(NAME, 'key')} ${status}${which}`;
  });
}

/** The incidents of the slow command and of its end: severity and summary do not change as they are resolved. */
function states({ pagerduty }: Job): string[] {
  return pagerduty.incidents().map(({ dedupKey, status }) => `${dedupKey.replace(NAME, 'key')} ${status}`);
}

const summaries = ({ pagerduty }: Job): string[] => pagerduty.incidents().map(({ summary }) => summary);

/** Waits until PagerDuty was asked so often. */
async function asked({ pagerduty }: Job, times: number): Promise<void> {
  for (let waited = 0; pagerduty.requests.length < times; waited += 20) {
    if (waited > 5_000) throw new Error(`expected ${times} requests, got ${pagerduty.requests.length}`);
    await pause(20);
  }
}

/** Starts a command that takes long, and waits until PagerDuty was asked. */
async function startSlow(job: Job, inputs: Inputs = {}, times = 1) {
  const running = job.start({ run: `printf '%s' '${BEGUN}'; ${UNTIL_GO}`, 'slow-after': AFTER, ...inputs });
  await asked(job, times);
  return running;
}

describe('a command that takes long is told of while it runs', () => {
  test('and its success resolves both keys', async () => {
    const job = await startJob();
    const running = await startSlow(job);
    expect({ told: told(job), states: states(job), summaries: summaries(job) }).toEqual({
      told: ['trigger key-slow 202'],
      states: ['key-slow triggered'],
      summaries: ['[PRODUCTION] Migration 002_add_payment_table still running after 0.3 s'],
    });
    expect(job.pagerduty.requests[0]?.body).toHaveProperty('payload.severity', 'warning');
    job.write('go', '');
    const main = await running.ended;
    expect({ told: told(job), states: states(job) }).toEqual({
      told: ['trigger key-slow 202', 'resolve key 202', 'resolve key-slow 202'],
      states: ['key-slow resolved'],
    });
    expect({ exitCode: main.exitCode, action: main.outputs.action, key: main.outputs['dedup-key'] }).toEqual({
      exitCode: 0,
      action: 'resolve',
      key: NAME,
    });
    const sentences = `PagerDuty was told after 0.3 s that the command still ran. That incident is resolved, because the command has ended. Dedup key: ${NAME}-slow.`;
    expect(said(main)).toContain(` ${sentences}\n`);
    expect(main.summary).toContain(`<tr><th align="left">Took&nbsp;long</th><td>${sentences}</td></tr>`);
    expect(annotations(main).filter(text => text.includes('slow'))).toEqual([]);
    await job.end();
    expect(told(job).length).toBe(3);
  });

  test('and its failure pages as ever, before the other incident is resolved', async () => {
    const job = await startJob();
    const running = await startSlow(job, {
      run: `printf '%s' '${BEGUN}'; ${UNTIL_GO}; exit 3`,
      'auto-resolve': 'false',
    });
    job.write('go', '');
    const main = await running.ended;
    await job.end();
    expect({ exitCode: main.exitCode, told: told(job), states: states(job), summaries: summaries(job) }).toEqual({
      exitCode: 3,
      told: ['trigger key-slow 202', 'trigger key 202', 'resolve key-slow 202'],
      states: ['key-slow resolved', 'key triggered'],
      summaries: [
        '[PRODUCTION] Migration 002_add_payment_table still running after 0.3 s',
        '[PRODUCTION] Migration 002_add_payment_table failed: exit code 3',
      ],
    });
    expect(job.pagerduty.requests[1]?.body).toHaveProperty('payload.severity', 'critical');
  });

  test('even where auto-resolve is false: it would say what is not true any more', async () => {
    const job = await startJob();
    const running = await startSlow(job, { 'auto-resolve': 'false' });
    job.write('go', '');
    await running.ended;
    expect(told(job)).toEqual(['trigger key-slow 202', 'resolve key-slow 202']);
  });

  test('and its success closes what another command of the job opened no more than without', async () => {
    const job = await startJob();
    const first = await startSlow(job, { run: `${UNTIL_GO}; exit 3` });
    job.write('go', '');
    await first.ended;
    await job.uses({ run: `sleep 0.6; ${UNTIL_GO}; exit 0`, 'slow-after': AFTER });
    await job.uses({ run: `${UNTIL_GO}; exit 3`, 'slow-after': '10' });
    await job.uses({ run: `${UNTIL_GO}; exit 3`.replace('3', '0'), 'slow-after': '10', 'event-action': 'resolve' });
    expect(told(job)).toEqual([
      ...['trigger key-slow 202', 'trigger key 202', 'resolve key-slow 202'],
      ...['trigger key-slow 202', 'resolve key-slow 202'],
      ...['trigger key 202', 'resolve key 202'],
    ]);
  });
});

describe('nothing is told', () => {
  test.each<[string, Inputs, string[]]>([
    ['of a command that ends in time', { 'slow-after': '0.5' }, ['resolve key 202']],
    ['without the input', { 'slow-after': '' }, ['resolve key 202']],
    ['of an environment that does not alert', { environment: 'development' }, []],
    ['with event-action: resolve', { 'event-action': 'resolve' }, ['resolve key 202']],
    ['with event-action: acknowledge', { 'event-action': 'acknowledge' }, ['acknowledge key 202']],
    ['without a key', { 'routing-key': '' }, []],
    ['where the time cannot be read', { 'slow-after': '15m' }, ['resolve key 202']],
  ])('%s', async (_, inputs, events) => {
    const job = await startJob();
    const main = await job.uses({ run: 'sleep 0.8', 'slow-after': AFTER, ...inputs });
    await job.end();
    expect({ told: told(job), exitCode: main.exitCode }).toEqual({ told: events, exitCode: 0 });
    expect(main.state.slow).toBeUndefined();
    expect(main.summary).not.toContain('Took');
  });

  test('of a pull request', async () => {
    const job = await startJob({ environment: { GITHUB_EVENT_NAME: 'pull_request' } });
    await job.uses({ run: 'sleep 0.8', 'slow-after': AFTER });
    expect(told(job)).toEqual([]);
  });

  test('of a command that could not be started', async () => {
    const job = await startJob();
    await job.uses({ run: 'true', shell: 'no-such-shell {0}', 'slow-after': '0.0001' });
    expect(told(job)).toEqual(['trigger key 202']);
  });

  test('of a step that wraps nothing, and that is said', async () => {
    const job = await startJob();
    const main = await job.uses({ status: 'success', 'slow-after': '15' });
    expect(annotations(main)).toEqual([
      'warning: slow-after: expected run beside it, because only the wrapper knows how long the command takes; got "15". It has no effect.',
    ]);
  });

  test('in a dry run, which prints it behind what the command printed', async () => {
    const job = await startJob();
    const main = await job.uses({ run: "printf 'open'; sleep 0.8", 'slow-after': AFTER, 'dry-run': 'true' });
    expect(said(main)).toMatch(
      /^open\nDry run, not sent: \{"event_action":"trigger","dedup_key":"[^"]*-slow",.*\nDry run, not sent: \{"event_action":"resolve"/,
    );
    expect(told(job)).toEqual([]);
  });
});

describe('the next step is for the database', () => {
  test.each<[string, Inputs, Readonly<Record<string, string>>, RegExp]>([
    [
      'that the output names',
      {
        run: `printf 'Flyway Community Edition 11.1.0\nDatabase: jdbc:mysql://db:3306/shop (MySQL 8.0)\nMigrating schema \`shop\` to version "2 - pay"\n'; ${UNTIL_GO}`,
      },
      {},
      /SHOW FULL PROCESSLIST/,
    ],
    ['that is given', { database: 'postgres://me:hunter2@db:5432/shop' }, {}, /pg_blocking_pids/],
    ['that the command is told', {}, { CONFITURE_DATABASE_URL: 'postgres://me:hunter2@db/shop' }, /pg_blocking_pids/],
    [
      'that one of two may be',
      {},
      { DATABASE_URL: 'postgres://db/shop', OLD_DATABASE_URL: 'mysql://db/shop' },
      /docs\/on-call\.md of this action/,
    ],
  ])('%s', async (_, inputs, environment, query) => {
    const job = await startJob({ environment });
    const running = await startSlow(job, inputs);
    job.write('go', '');
    await running.ended;
    expect(job.pagerduty.requests[0]?.body).toHaveProperty(
      'payload.custom_details.next_step',
      expect.stringMatching(query),
    );
  });
});

describe('whatever ends the command, the post step resolves', () => {
  test('a cancel', async () => {
    const job = await startJob();
    const running = await startSlow(job);
    const main = await job.cancel(running);
    expect({ told: told(job), exitCode: main.exitCode }).toEqual({ told: ['trigger key-slow 202'], exitCode: 130 });
    const [post] = await job.end();
    expect({ told: told(job), states: states(job) }).toEqual({
      told: ['trigger key-slow 202', 'trigger key 202', 'resolve key-slow 202'],
      states: ['key-slow resolved', 'key triggered'],
    });
    expect(post?.summary).toMatch(/<p>PagerDuty was told after 0\.3 s that the command still ran\. .*-slow\.<\/p>/);
  });

  test('a cancel of which nobody is paged', async () => {
    const job = await startJob();
    await job.cancel(await startSlow(job, { 'on-cancelled': 'none' }));
    await job.end();
    expect(told(job)).toEqual(['trigger key-slow 202', 'resolve key-slow 202']);
  });

  test('main that is killed', async () => {
    const job = await startJob();
    const running = await startSlow(job);
    running.signal('SIGKILL');
    await running.ended;
    job.write('go', '');
    job.status = 'failure';
    await job.end();
    expect(states(job)).toEqual(['key-slow resolved', 'key triggered']);
  });

  test('main that is killed while the page is under way', async () => {
    const job = await startJob();
    job.pagerduty.fault({ kind: 'hang', applied: true });
    const running = await startSlow(job);
    running.signal('SIGKILL');
    await running.ended;
    job.write('go', '');
    job.status = 'failure';
    const [post] = await job.end();
    expect(states(job)).toEqual(['key-slow resolved', 'key triggered']);
    expect(post?.summary).toContain('PagerDuty may not have been told after 0.3 s');
  });

  test('a cancel before its time: no page leaves any more', async () => {
    const job = await startJob({ patience: 0.2 });
    job.write('stay.sh', `trap 'echo "got $1"' INT TERM; echo ready; for i in 1 2 3 4 5 6; do sleep 0.2; done`);
    const running = job.start({ run: '. ./stay.sh', 'slow-after': '0.012', 'on-cancelled': 'none' });
    await printed(running, 'ready\n');
    await job.cancel(running);
    await job.end();
    expect(told(job)).toEqual([]);
  });
});

describe('a PagerDuty that is away does not harm the command', () => {
  test.each([
    ['hangs', { kind: 'hang', times: 'always' }],
    ['breaks', { status: 500, times: 'always' }],
    ['drips', { kind: 'drip', status: 503, times: 'always' }],
  ] as const)('%s', async (_, fault) => {
    const job = await startJob();
    job.pagerduty.fault(fault);
    job.write(
      'command.sh',
      'start=$(date +%s%N); sleep 1; echo "it took $(( ($(date +%s%N) - start) / 1000000 )) ms"; exit 5',
    );
    const main = await job.uses({ run: 'bash command.sh', 'slow-after': AFTER, timeout: '2' });
    const [, took] = /^it took (\d+) ms$/m.exec(main.stdout) ?? [];
    expect(main.exitCode).toBe(5);
    expect(Number(took)).toBeLessThan(1_500);
    // Its own second, the budget, what is waited for the request under way, and a second for the resolve.
    expect(main.durationMs).toBeLessThan(9_000);
    expect(annotations(main).filter(text => text.startsWith('warning: slow-after'))).toEqual([
      expect.stringMatching(
        /The incident may still be open: the resolve did not reach .*Dedup key: \S+-slow\.\nslow-after: To close it by hand, run a step with event-action: resolve and dedup-key: \S+-slow\.$/,
      ),
    ]);
    job.pagerduty.mend();
    const before = told(job).length;
    await job.end();
    expect(told(job).slice(before)).toEqual(['trigger key 202', 'resolve key-slow 202']);
  });

  test('what is under way as the command ends is waited for: the resolve comes behind it', async () => {
    const job = await startJob();
    job.pagerduty.fault({ kind: 'pass', delayMs: 2_500 });
    const running = await startSlow(job);
    job.write('go', '');
    const main = await running.ended;
    expect({ told: told(job), states: states(job) }).toEqual({
      told: ['trigger key-slow 202', 'resolve key 202', 'resolve key-slow 202'],
      states: ['key-slow resolved'],
    });
    expect(main.summary).toContain('PagerDuty was told after 0.3 s that the command still ran.');
  });

  test('the webhook is told at once', async () => {
    const job = await startJob();
    job.pagerduty.fault({ status: 400, body: { errors: ['routing_key is invalid'] } });
    const running = job.start({
      run: UNTIL_GO,
      'slow-after': AFTER,
      'fallback-webhook-url': `${job.pagerduty.url}/hook`,
    });
    await asked(job, 2);
    expect(job.pagerduty.requests[1]).toMatchObject({
      path: '/hook',
      body: { text: expect.stringContaining('Database migration still running after 0.3 s') },
    });
    job.write('go', '');
    const main = await running.ended;
    expect({ exitCode: main.exitCode, slow: main.state.slow }).toEqual({ exitCode: 0, slow: '' });
    expect(annotations(main).filter(text => text.includes('slow-after'))).toEqual([
      expect.stringMatching(/^warning: slow-after: Nobody has been paged: .* refused the trigger/),
    ]);
    await job.end();
    expect(told(job).filter(text => text.includes('-slow'))).toEqual(['trigger key-slow 400']);
  });
});

test('every service is told and untold; one that refused it is left alone', async () => {
  const job = await startJob();
  job.pagerduty.fault({ status: 400 });
  const running = await startSlow(job, { 'routing-key': `${KEY}\n${OTHER_KEY}` }, 2);
  await pause(300);
  job.write('go', '');
  await running.ended;
  const [refused, taken] = told(job)[0]?.includes('400') ? ['', ' (other)'] : [' (other)', ''];
  expect(told(job).toSorted()).toEqual(
    [
      `trigger key-slow 400${refused}`,
      `trigger key-slow 202${taken}`,
      'resolve key 202',
      'resolve key 202 (other)',
      `resolve key-slow 202${taken}`,
    ].toSorted(),
  );
});

test('through the REST API, where there is no routing key', async () => {
  const pagerduty = await start({ account: exampleAccount() });
  const job = await startJob({ pagerduty });
  const rest = {
    'routing-key': '',
    'api-token': 'account-key-0000001+',
    from: 'anna@example.com',
    service: 'Shop database',
  };
  const running = job.start({ run: UNTIL_GO, 'slow-after': AFTER, ...rest });
  for (let waited = 0; pagerduty.incidents().length === 0 && waited < 5_000; waited += 20) await pause(20);
  expect(states(job)).toEqual(['key-slow triggered']);
  job.write('go', '');
  await running.ended;
  const [{ service, urgency } = { service: '', urgency: '' }] = pagerduty.incidents();
  expect({ states: states(job), service, urgency }).toEqual({
    states: ['key-slow resolved'],
    service: 'PSHOPDB',
    urgency: 'low',
  });
});

test('what the command prints meanwhile streams untouched', async () => {
  const job = await startJob();
  const program = `for (let line = 0; line < 110_000; line += 1) console.log(String(line).padStart(99, '.'));`;
  job.write('program.mjs', program);
  const run = `'${process.execPath}' program.mjs; sleep 0.5; '${process.execPath}' program.mjs; printf 'open'; sleep 0.5`;
  const main = await job.uses({ run, 'slow-after': '0.002' });
  const once = Array.from({ length: 110_000 }, (_, line) => `${String(line).padStart(99, '.')}\n`).join('');
  expect(said(main).startsWith(`${once}${once}open\n`)).toBe(true);
  expect(told(job)).toEqual(['trigger key-slow 202', 'resolve key 202', 'resolve key-slow 202']);
}, 60_000);
