import fc from 'fast-check';
import type { Stage } from '../demo/runner.ts';
import { type Bench, openBench } from './bench.ts';

const STATUSES = ['success', 'failure', 'cancelled'] as const;
type Status = (typeof STATUSES)[number];

/** One step of a job: a wrapped command, or a step that reports a status. */
interface JobStep {
  readonly kind: 'wrapper' | 'step';
  readonly status: Status;
  readonly database: '' | 'shop' | 'billing';
  /** The steps that give it share one incident. */
  readonly dedupKey: '' | 'shared';
}

/** One run of a job, whose steps may fail (`continue-on-error`). */
interface JobRun {
  readonly event: 'push' | 'merged' | 'pull_request' | 'merge_group';
  readonly leg: '' | 'acme' | 'beta';
  readonly guard: boolean;
  readonly steps: readonly JobStep[];
  readonly end: Status;
}

const anyStep: fc.Arbitrary<JobStep> = fc.record({
  kind: fc.constantFrom('wrapper', 'step'),
  status: fc.constantFrom('success', 'failure', 'failure', 'cancelled'),
  database: fc.constantFrom('', 'shop', 'billing'),
  dedupKey: fc.constantFrom('', '', 'shared'),
});

/** Runs of one job, one after the other. */
export const anyJobs: fc.Arbitrary<readonly JobRun[]> = fc.array(
  fc.record({
    event: fc.constantFrom('push', 'push', 'merged', 'pull_request', 'merge_group'),
    leg: fc.constantFrom('', 'acme', 'beta'),
    guard: fc.boolean(),
    steps: fc.array(anyStep, { minLength: 1, maxLength: 3 }),
    end: fc.constantFrom(...STATUSES),
  }),
  { minLength: 1, maxLength: 3 },
);

/** Plays runs on the shipped bundle, and gives what differs from what the rules would have: which incidents are open after each run. */
export async function playJobs(runs: readonly JobRun[]): Promise<readonly string[]> {
  const bench = await openBench();
  const expected = new Set<string>();
  try {
    for (const [index, run] of runs.entries()) {
      await play(run, index + 1, bench);
      if (run.event === 'push' || run.event === 'merged') foresee(run, expected);
      const open = bench.pagerduty
        .incidents()
        .flatMap(({ dedupKey, status }) => (status === 'resolved' ? [] : dedupKey));
      const [got, wanted] = [open.sort(), [...expected].sort()].map(keys => keys.join(', '));
      if (got !== wanted) return [`run ${index + 1}: expected the open incidents [${wanted}]; got [${got}]`];
    }
    return [];
  } finally {
    await bench.close();
  }
}

async function play(run: JobRun, attempt: number, bench: Bench): Promise<void> {
  const { event, leg, guard, steps, end } = run;
  const surroundings = (status: Status, step: string) => ({
    status,
    environment: {
      GITHUB_ACTION: step,
      GITHUB_EVENT_NAME: event === 'merged' ? 'pull_request' : event,
      GITHUB_RUN_ATTEMPT: String(attempt),
    },
    event: {
      action: 'closed',
      repository: { full_name: 'acme/shop', private: true },
      pull_request: { merged: event === 'merged', head: { repo: { full_name: 'acme/shop' } } },
    },
  });
  const common = { matrix: leg === '' ? 'null' : JSON.stringify({ tenant: leg }) };
  const posts: (() => Promise<Stage>)[] = [];
  const use = async (inputs: Readonly<Record<string, string>>, step: string): Promise<void> => {
    const given = { ...common, ...inputs };
    const main = await bench.main(given, surroundings('success', step));
    posts.push(() => bench.post(main, given, surroundings(end, step)));
  };
  if (guard) await use({ when: 'job-end' }, 'guard');
  for (const [index, { kind, status, database, dedupKey }] of steps.entries()) {
    const what = kind === 'step' ? { status } : { run: status === 'success' ? 'true' : `exit ${index + 3}` };
    await use({ ...what, database, 'dedup-key': dedupKey }, `step${index}`);
  }
  for (const post of posts.reverse()) await post();
}

/** What the rules say, written down once more: `open` is changed to the keys of the incidents that are open after the run. */
function foresee({ leg, guard, steps, end }: JobRun, open: Set<string>): void {
  const openedHere = new Set<string>();
  const name = (...parts: readonly string[]): string =>
    ['confiture-acme/shop-migrate.yml-migrate-production', ...parts].filter(part => part !== '').join('-');
  const apply = (key: string, status: Status, closesOthers: boolean): void => {
    if (status === 'failure') {
      open.add(key);
      openedHere.add(key);
    }
    if (status !== 'success' || (openedHere.has(key) && !closesOthers)) return;
    open.delete(key);
    openedHere.delete(key);
  };
  for (const [index, { kind, status, database, dedupKey }] of steps.entries()) {
    const isWrapper = kind === 'wrapper';
    const key = dedupKey || name(database, leg, isWrapper ? `step${index}` : '');
    // A command that was not cancelled while it ran has ended: with a code.
    apply(key, isWrapper && status !== 'success' ? 'failure' : status, isWrapper && dedupKey !== '');
  }
  if (guard) apply(name(leg), end, false);
}
