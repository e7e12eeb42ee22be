import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { readManifest } from '../demo/runner.ts';
import type { RecordedRequest } from '../emulator/emulator.ts';
import { refusalsOfAlert } from '../emulator/event-rules.ts';
import { isObject } from '../emulator/http.ts';
import { anyFile, anyInputs } from './arbitrary.ts';
import { annotationsOf, type Bench, KEY, openBench, TOKEN } from './bench.ts';
import { FAULTS, type FaultCase } from './faults.ts';

/** One run of the job: how the migration ended, and what the network does meanwhile to main and to the post step. */
interface Run {
  readonly status: 'failure' | 'success';
  readonly main: readonly FaultCase[];
  readonly post: readonly FaultCase[];
}

/** A migration that fails, perhaps fails again, and is mended or not; with any inputs, by any way of use. */
export interface Story {
  readonly way: 'step' | 'guard' | 'wrapper';
  readonly inputs: Readonly<Record<string, string>>;
  readonly log: string | undefined;
  readonly runs: readonly Run[];
}

/** What became of the page of one run. */
export const ENDS = ['at once', 'after retries', 'by the second try', 'not delivered, and seen'] as const;

/** What came of a story. `faults` is what must not be; empty when all is well. */
export interface Ending {
  readonly ends: readonly (typeof ENDS)[number][];
  readonly requests: number;
  readonly faults: readonly string[];
}

// What decides whether to page at all is left to the properties in __tests__/action: here something is always to be sent.
const DECIDING = [
  'event-action',
  'environments',
  'auto-resolve',
  'dry-run',
  'on-cancelled',
  'allowed-failures',
  'allowed-skips',
];
/** Seconds that delivery may take in main. */
const TIMEOUT_S = 2;
/** A stage may take so much longer, in milliseconds: Node's start on a busy machine, and a second for what still holds the process. */
const SLACK_MS = 8_000;
const REDELIVERY_MS = 30_000;
const WEBHOOK_PATH = '/services/webhooksecret0123456789';
const LOG = 'workspace/migrate.log';
const SECRETS = [KEY, TOKEN, 'hunter2hunter2', WEBHOOK_PATH];
const OUTPUTS = Object.keys(readManifest().outputs).sort();

// A second try against what never ends takes half a minute: the matrix has these.
const bounded = FAULTS.filter(({ outcome }) => outcome !== 'unreachable');
const anyRun: fc.Arbitrary<Run> = fc.record({
  status: fc.constantFrom('failure', 'failure', 'success'),
  main: fc.array(fc.constantFrom(...FAULTS), { maxLength: 3 }),
  post: fc.array(fc.constantFrom(...bounded), { maxLength: 2 }),
});

/** Any story. */
export const anyStory: fc.Arbitrary<Story> = fc.record({
  way: fc.constantFrom('step', 'step', 'guard', 'wrapper'),
  inputs: anyInputs.map(inputs =>
    Object.fromEntries(Object.entries(inputs).filter(([name, text]) => isFit(name, text))),
  ),
  log: anyFile,
  runs: fc.array(anyRun, { minLength: 1, maxLength: 3 }),
});

// What a variable of the environment can't hold no runner can hand over.
function isFit(name: string, text: string): boolean {
  return !DECIDING.includes(name) && !text.includes('\0');
}

/** Plays a story on the shipped bundle, with a PagerDuty of its own. */
export async function playStory(story: Story): Promise<Ending> {
  const bench = await openBench();
  const { pagerduty } = bench;
  try {
    const endings: { end: Ending['ends'][number]; faults: string[] }[] = [];
    for (const run of story.runs) {
      endings.push(await play(run, story, bench));
      // The runner empties it after each job.
      rmSync(join(bench.folder, 'temp'), { recursive: true, force: true });
    }
    const events = eventsOf(pagerduty.requests);
    const keys = new Set(events.map(event => event.dedup_key));
    return {
      ends: endings.map(({ end }) => end),
      requests: pagerduty.requests.length,
      faults: [
        ...endings.flatMap(({ faults }) => faults),
        ...(keys.size > 1 ? [`several dedup keys: ${[...keys].join(', ')}`] : []),
        ...events.flatMap(event => refusalsOfAlert(event).map(why => `an event that PagerDuty refuses: ${why}`)),
      ],
    };
  } finally {
    await bench.close();
  }
}

async function play(run: Run, story: Story, bench: Bench): Promise<{ end: Ending['ends'][number]; faults: string[] }> {
  const { pagerduty } = bench;
  const before = pagerduty.requests.length;
  const inputs = inputsOf(run, story, bench);
  const surroundings = { status: run.status };
  pagerduty.fault(run.main.flatMap(({ script }) => script));
  const main = await bench.main(inputs, surroundings);
  pagerduty.mend();
  const asked = pagerduty.requests.length - before;
  pagerduty.fault(run.post.flatMap(({ script }) => script));
  const post = await bench.post(main, inputs, surroundings);
  pagerduty.mend();
  const stages = [main, post];
  const open = bench.incidents().filter(status => status !== 'resolved').length;
  const told = open === (run.status === 'failure' ? 1 : 0);
  const seen =
    stages.some(stage => annotationsOf(stage).some(level => level !== 'notice')) &&
    /not delivered|refused/.test(main.summary + post.summary);
  const again = /The second try succeeded/.test(post.stdout);
  const delivered =
    story.way === 'guard' ? /accepted by/.test(post.stdout) : main.outputs.delivery === 'accepted' || again;
  const exitCode = story.way === 'wrapper' && run.status === 'failure' ? 3 : 0;
  return {
    end: again
      ? 'by the second try'
      : !delivered
        ? 'not delivered, and seen'
        : asked === 1
          ? 'at once'
          : 'after retries',
    faults: [
      ...(main.exitCode === exitCode ? [] : [`main: exit code ${main.exitCode}`]),
      ...(post.exitCode === 0 ? [] : [`post: exit code ${post.exitCode}`]),
      ...stages.flatMap(({ stderr }) => (stderr === '' ? [] : [`stderr: ${stderr}`])),
      ...(main.durationMs <= TIMEOUT_S * 1_000 + SLACK_MS ? [] : [`main took ${Math.round(main.durationMs)} ms`]),
      ...(post.durationMs <= REDELIVERY_MS + SLACK_MS ? [] : [`post took ${Math.round(post.durationMs)} ms`]),
      ...(String(Object.keys(main.outputs).sort()) === String(OUTPUTS) ? [] : ['not every output is set']),
      // The log is the story's own.
      ...bench.leaks(stages, SECRETS).flatMap(place => (place === LOG ? [] : [`a secret in ${place}`])),
      ...(open > 1 ? [`${open} incidents are open`] : []),
      ...(delivered && !told ? [`said to be delivered, but ${open} incidents are open`] : []),
      ...(told || seen ? [] : [`LOST: ${run.status}, ${open} incidents are open, and nobody can see it`]),
      ...(delivered && bench.waiting().length > 0 ? ['an event is kept that was delivered'] : []),
    ],
  };
}

function inputsOf({ status }: Run, { way, inputs, log }: Story, bench: Bench): Record<string, string> {
  const { report, log: _, ...rest } = inputs;
  const path = join(bench.folder, LOG);
  if (log !== undefined) writeFileSync(path, log);
  return {
    ...rest,
    // A success is judged by what the log says; that is another story.
    ...(status === 'failure' && report !== undefined ? { report } : {}),
    ...(status === 'failure' && log !== undefined ? { log: path } : {}),
    ...(way === 'guard' ? { when: 'job-end' } : {}),
    ...(way === 'wrapper'
      ? { run: status === 'failure' ? 'echo "ERROR: relation userz does not exist"; exit 3' : 'echo applied' }
      : {}),
    ...('fallback-webhook-url' in inputs ? { 'fallback-webhook-url': bench.pagerduty.url + WEBHOOK_PATH } : {}),
    environments: '*',
    timeout: String(TIMEOUT_S),
  };
}

function eventsOf(requests: readonly RecordedRequest[]): Record<string, unknown>[] {
  const posted = requests.filter(({ path }) => path === '/v2/enqueue').map(({ body }) => body);
  return posted.map(body => (isObject(body) ? body : {}));
}
