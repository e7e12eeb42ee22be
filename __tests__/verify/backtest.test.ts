import { afterEach, describe, expect, test } from '@jest/globals';
import type { FaultScript } from '../../emulator/emulator.ts';
import { type GithubApi, type GithubApiOptions, startGithubApi } from '../../emulator/github-api.ts';
import { sketchAnnotation, sketchJob } from '../../emulator/github-jobs.ts';
import { type RunSketch, sketchRun } from '../../emulator/github-runs.ts';
import { findCutOff } from '../../src/github/cut-off.ts';
import { type FakeClock, fakeClock } from '../http/fake-clock.ts';
import { runVerify } from './calls.ts';

const open: GithubApi[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(each => each.close()));
});

interface Setting extends GithubApiOptions {
  /** Newest first, as GitHub lists them. */
  readonly history?: readonly RunSketch[];
  readonly faults?: readonly FaultScript[];
  readonly given?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A backtest of the last 90 days, on the 2nd of January 2026. */
async function replayRuns({ history = [], faults = [], given = {}, environment = {}, ...known }: Setting) {
  const github = await startGithubApi({ runs: history.map(sketchRun), ...known });
  open.push(github);
  for (const fault of faults) github.fault(fault);
  const clock: FakeClock = fakeClock();
  const inputs = { backtest: '90', 'github-token': 'ghs_0123456789abcdefghijABCDEFGHIJ012345', ...given };
  const verified = await runVerify(inputs, {
    clock,
    findCutOff,
    environment: { GITHUB_API_URL: github.url, ...environment },
  });
  const rows = [
    ...verified.summary.matchAll(/<tr><td>(.*?)<\/td><td>.*?>(#.*?)<\/a><\/td><td>(.*?)<\/td><td>(.*?)<\/td><\/tr>/g),
  ];
  return { ...verified, github, clock, rows: rows.map(row => row.slice(1)) };
}

const run = (id: number, ended: string, conclusion: string | null, sketch: RunSketch = {}): RunSketch => ({
  id,
  created: `2025-${ended}Z`,
  ended: `2025-${ended}Z`,
  conclusion,
  ...sketch,
});

/** A quarter: two outages, one of them mended by a re-run, a pull request, and one that is still open. */
const QUARTER = [
  run(9, '12-30T10:00:00', 'failure'),
  run(8, '12-20T10:00:00', 'success'),
  run(7, '12-10T15:00:00', 'success', { attempt: 3, created: '2025-12-10T10:00:00Z' }),
  run(7, '12-10T12:30:00', 'failure', { attempt: 2, created: '2025-12-10T10:00:00Z' }),
  run(7, '12-10T10:00:00', 'failure', { attempt: 1, created: '2025-12-10T10:00:00Z' }),
  run(6, '12-01T10:00:00', 'failure', { event: 'pull_request' }),
  run(5, '11-20T10:00:00', 'failure', { head: 'eve/shop' }),
  run(4, '11-11T10:00:00', 'success'),
  run(3, '11-10T10:20:00', 'success'),
  run(2, '11-10T10:00:00', 'timed_out'),
  run(1, '11-01T10:00:00', 'success'),
];

describe('what the action would have done', () => {
  test('attempts included, oldest first, one incident at a time', async () => {
    const { rows, checks, exitCode, summary, log } = await replayRuns({ history: QUARTER });
    expect(rows).toEqual([
      ['2025-11-10 10:00', '#2', 'timed_out', 'would have paged'],
      ['2025-11-10 10:20', '#3', 'success', 'would have closed the incident after 20 min'],
      ['2025-12-10 10:00', '#7', 'failure', 'would have paged'],
      ['2025-12-10 12:30', '#7, attempt 2', 'failure', 'would have updated the open incident'],
      ['2025-12-10 15:00', '#7, attempt 3', 'success', 'would have closed the incident after 5 h'],
      ['2025-12-30 10:00', '#9', 'failure', 'would have paged'],
    ]);
    const told =
      'In the last 90 days migrate.yml ran 9 times (11 finished attempts). The action would have paged 3 times and closed 2; one incident would still be open. 4 production failures on 2025-11-10, 2025-12-10, 2025-12-30. Longest time from failure to success: 2 d 17 h.';
    expect(summary).toContain(told);
    expect(log).toContain(told);
    expect(log).toContain(
      '2025-12-10 12:30  would have updated the open incident  https://github.com/acme/shop/actions/runs/7/attempts/2',
    );
    expect(summary).toContain('<a href="https://github.com/acme/shop/actions/runs/7/attempts/3">#7, attempt 3</a>');
    expect([checks, exitCode]).toEqual([
      [
        {
          id: 'backtest',
          title: 'The runs of the workflow can be read',
          status: 'passed',
          text: '9 runs of migrate.yml with 11 finished attempts',
        },
      ],
      0,
    ]);
  });

  test('a quiet quarter', async () => {
    const { summary, rows } = await replayRuns({ history: [run(1, '12-01T10:00:00', 'success')] });
    expect(summary).toContain(
      'migrate.yml ran 1 time (1 finished attempt). The action would have paged 0 times and closed 0.',
    );
    expect(rows).toEqual([]);
  });

  test.each([
    [
      'runs that were created before',
      [run(2, '12-01T10:00:00', 'success'), run(1, '09-01T10:00:00', 'failure')],
      '1 run of',
    ],
    [
      'runs that have not ended',
      [run(2, '12-01T10:00:00', null), run(1, '11-01T10:00:00', 'failure')],
      '1 finished attempt',
    ],
    [
      'runs of other workflows',
      [run(2, '12-01T10:00:00', 'failure', { workflow: 'test.yml' }), run(1, '11-01T10:00:00', 'success')],
      '1 run of',
    ],
  ])('%s do not count', async (_, history, counted) => {
    expect((await replayRuns({ history })).checks[0]?.text).toContain(counted);
  });

  test('a cancelled run pages only when its annotations say that it was cut off', async () => {
    const history = [
      run(3, '12-03T10:00:00', 'cancelled'),
      run(2, '12-02T10:00:00', 'cancelled'),
      run(1, '12-01T10:00:00', 'cancelled', { event: 'pull_request' }),
    ];
    const jobs = [1, 2, 3].map(id => sketchJob({ id: 100 + id, run_id: id, conclusion: 'cancelled' }));
    const annotations = { 102: [sketchAnnotation('The job has exceeded the maximum execution time of 1h0m0s')] };
    const { rows, github } = await replayRuns({ history, jobs, annotations });
    expect(rows).toEqual([['2025-12-02 10:00', '#2', 'timed_out', 'would have paged']]);
    expect(github.requests.filter(each => each.path.includes('/runs/1/'))).toEqual([]);
  });

  test('another workflow, by file name or path', async () => {
    const history = [run(1, '12-01T10:00:00', 'failure', { workflow: 'deploy.yml' })];
    for (const workflow of ['deploy.yml', '.github/workflows/deploy.yml'])
      expect((await replayRuns({ history, given: { workflow } })).checks[0]?.text).toBe(
        '1 run of deploy.yml with 1 finished attempt',
      );
  });
});

describe('paging', () => {
  const days = (count: number) =>
    Array.from({ length: count }, (_, index) => {
      const at = new Date(Date.UTC(2026, 0, 1) - index * 600_000).toISOString();
      return { id: count - index, created: at, ended: at };
    });

  test.each([
    [99, 1],
    [100, 2],
    [101, 2],
    [250, 3],
  ])('%i runs take %i pages', async (count, pages) => {
    const { github, checks } = await replayRuns({ history: days(count) });
    expect(checks[0]?.text).toContain(`${count} runs`);
    expect(github.requests.map(each => each.query)).toHaveLength(pages);
    expect(github.requests[0]?.query).toContain('per_page=100');
  });

  test('ends with the first run that is too old', async () => {
    const history = [
      ...days(150),
      ...Array.from({ length: 300 }, (_, index) => run(1_000 + index, '06-01T10:00:00', 'success')),
    ];
    const { github, checks } = await replayRuns({ history });
    expect([checks[0]?.text, github.requests.length]).toEqual([expect.stringContaining('150 runs'), 2]);
  });

  test('asks no more than 300 times, and says what is missing', async () => {
    const history = days(10).map(sketch => ({ ...sketch, attempt: 50 }));
    const { github, checks, summary } = await replayRuns({ history });
    expect(github.requests).toHaveLength(300);
    expect(checks[0]).toMatchObject({
      status: 'passed',
      text: expect.stringMatching(/some earlier attempts .* are missing/),
    });
    expect(summary).toContain('Not everything could be read');
  });
});

describe('rate limits', () => {
  const history = [run(1, '12-01T10:00:00', 'failure')];
  const reset = (seconds: number) => String(Date.UTC(2026, 0, 2, 3, 4, 5) / 1_000 + seconds);

  test.each<[string, FaultScript, number]>([
    ['a secondary limit says how long', { status: 403, headers: { 'retry-after': '7' } }, 7_000],
    [
      'a primary limit says until when',
      { status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset(9) } },
      9_000,
    ],
    ['429', { status: 429, headers: { 'retry-after': '3' } }, 3_000],
  ])('%s, and is waited for', async (_, fault, wait) => {
    const { checks, clock } = await replayRuns({ history, faults: [fault] });
    expect(checks[0]).toMatchObject({ status: 'passed' });
    expect(clock.waits).toEqual([wait]);
  });

  test('an hour is not waited for', async () => {
    const fault = { status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset(3_000) } };
    const { checks, clock } = await replayRuns({ history, faults: [fault] });
    expect(checks).toMatchObject([{ status: 'failed', text: "GitHub's rate limit is used up for 50 min" }]);
    expect(clock.waits).toEqual([]);
  });

  test('what was read before it is told', async () => {
    const many = Array.from({ length: 120 }, (_, index) => run(500 - index, '12-01T10:00:00', 'failure'));
    const fault = { status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset(3_000) } };
    const { checks, summary } = await replayRuns({ history: many, faults: [{ kind: 'pass' }, fault] });
    expect(checks).toMatchObject([
      {
        status: 'passed',
        text: expect.stringMatching(/^100 runs .*; runs before 2025-12-01 are missing: GitHub's rate limit/),
      },
    ]);
    expect(summary).toContain('would have paged 1 time');
  });

  test.each<[string, FaultScript]>([
    ['a server error', { status: 502, body: '<html>' }],
    ['a broken connection', { kind: 'reset' }],
  ])('%s is tried again', async (_, fault) => {
    expect((await replayRuns({ history, faults: [fault] })).checks).toMatchObject([{ status: 'passed' }]);
  });
});

describe('what can not be read is a failed check', () => {
  const history = [run(1, '12-01T10:00:00', 'failure')];
  test.each<[string, Setting, RegExp]>([
    [
      'an unknown workflow',
      { history, given: { workflow: 'migrations.yml' } },
      /^GitHub answered HTTP 404: Not Found\. Is workflow the file name/,
    ],
    [
      'no permission',
      { history, permissions: { actions: 'none' } },
      /^GitHub answered HTTP 403: Resource not accessible by integration\. .*actions: read/,
    ],
    ['no token', { history, given: { 'github-token': '' } }, /^expected github-token; got nothing/],
    [
      'a job without a workflow',
      { history, environment: { GITHUB_WORKFLOW_REF: '' } },
      /^expected workflow; got nothing/,
    ],
    ['no GitHub', { history, environment: { GITHUB_API_URL: '' } }, /^expected API of GitHub; got nothing/],
  ])('%s', async (_, setting, text) => {
    const { checks, exitCode } = await replayRuns(setting);
    expect(checks).toEqual([
      expect.objectContaining({
        id: 'backtest',
        status: 'failed',
        text: expect.stringMatching(text),
        remedy: expect.stringMatching(/./),
      }),
    ]);
    expect(exitCode).toBe(1);
  });
});

test('the token is nowhere to be read', async () => {
  const { log, summary, outputs, annotations } = await replayRuns({
    history: QUARTER,
    permissions: { actions: 'none' },
  });
  expect(JSON.stringify({ log, summary, outputs, annotations })).not.toContain('ghs_0123456789');
});

test('the backtest comes after the checks, and needs no key', async () => {
  const { github, checks } = await replayRuns({ history: QUARTER });
  expect(checks.map(each => each.id)).toEqual(['backtest']);
  expect(github.requests.every(each => each.method === 'GET')).toBe(true);
});
