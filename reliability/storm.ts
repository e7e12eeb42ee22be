// Many jobs fail at the same moment, and all of them page through one routing key that takes 120 events a minute, as
// PagerDuty's does (https://developer.pagerduty.com/docs/events-api-v2-rate-limits). None may be lost.
// npm run storm [-- --write]; STORM_JOBS for another number of jobs. It takes two to three minutes.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Stage } from '../demo/runner.ts';
import type { Incident, RecordedRequest } from '../emulator/emulator.ts';
import { type Inputs, inPool, openJob } from './bench.ts';
import { conclude, describeMachine, median, record, table } from './figures.ts';

const JOBS = Number(process.env.STORM_JOBS ?? 256);
const LIMIT = 120;
/** As action.yml has it. */
const TIMEOUT_S = 120;

/** What one job says of its page. */
interface Page {
  readonly migration: string;
  readonly by: 'main' | 'post' | undefined;
  /** Milliseconds from the storm's beginning to the end of the stage that delivered. */
  readonly afterMs: number;
  readonly faults: readonly string[];
}

// In a process of its own: whoever starts hundreds of processes answers nobody meanwhile.
const cli = join(import.meta.dirname, '../emulator/cli.ts');
const emulator = spawn(process.execPath, [cli, '--port', '0', '--limit', String(LIMIT)]);
const [greeting] = await once(emulator.stdout, 'data');
const url = /http:\/\/127\.0\.0\.1:\d+/.exec(String(greeting))?.[0] ?? '';

const began = performance.now();
const migrations = Array.from({ length: JOBS }, (_, index) => `storm_${String(index + 1).padStart(3, '0')}`);
const pages = await inPool(
  JOBS,
  migrations.map(migration => () => page(migration)),
);
const incidents = (await (await fetch(`${url}/emulator/incidents`)).json()) as Incident[];
const requests = (await (await fetch(`${url}/emulator/requests`)).json()) as RecordedRequest[];
emulator.kill();

/** One job: main, and the post step that the runner comes to in any case. */
async function page(migration: string): Promise<Page> {
  const job = openJob(url);
  try {
    const inputs: Inputs = { migration, timeout: String(TIMEOUT_S) };
    const main = await job.main(inputs);
    const byMain = main.outputs.delivery === 'accepted';
    const mainEnded = performance.now();
    const post = await job.post(main, inputs);
    const by = byMain ? 'main' : /The second try succeeded/.test(post.stdout) ? 'post' : undefined;
    const stages: readonly Stage[] = [main, post];
    return {
      migration,
      by,
      afterMs: (byMain ? mainEnded : performance.now()) - began,
      faults: [
        ...(by === undefined ? ['neither main nor post says that it was delivered'] : []),
        ...stages.flatMap(({ exitCode }) => (exitCode === 0 ? [] : [`exit code ${exitCode}`])),
        ...(by !== undefined && job.waiting().length > 0 ? ['an event is kept that was delivered'] : []),
        ...job.leaks(stages).map(place => `a secret in ${place}`),
      ],
    };
  } finally {
    await job.close();
  }
}

const opened = (migration: string): number =>
  incidents.filter(({ dedupKey }) => dedupKey.startsWith(`confiture-${migration}-`)).length;
const faults = pages.flatMap(({ migration, faults }) => [
  ...faults.map(fault => `${migration}: ${fault}`),
  ...(opened(migration) === 1 ? [] : [`${migration}: ${opened(migration)} incidents`]),
]);
const count = (holds: (page: Page) => boolean): string => String(pages.filter(holds).length);
const seconds = (ms: number): string => (ms / 1000).toFixed(0);
const after = pages.map(({ afterMs }) => afterMs);
const rows: readonly (readonly [what: string, figure: string])[] = [
  ['jobs that fail at once', String(JOBS)],
  ['events a minute that the key takes', String(LIMIT)],
  ['pages delivered by main', count(({ by }) => by === 'main')],
  ["pages delivered by the post step's second try", count(({ by }) => by === 'post')],
  ['pages lost', count(({ migration }) => opened(migration) === 0)],
  ['requests', String(requests.length)],
  ['requests answered with 429', String(requests.filter(({ status }) => status === 429).length)],
  ['seconds until half of the pages were delivered', seconds(median(after))],
  ['seconds until all of them were', seconds(Math.max(...after))],
];
for (const row of rows) console.log(row.join(': '));
record('storm', [...table(['', ''], rows), '', `Measured on ${describeMachine()}.`]);
const wrong = pages.filter(({ migration, faults: own }) => own.length > 0 || opened(migration) !== 1);
conclude(JOBS, faults, wrong.length);
