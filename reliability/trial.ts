import type { Stage } from '../demo/runner.ts';
import { annotationsOf, type Bench, type Inputs, openBench, type Surroundings } from './bench.ts';
import type { FaultCase } from './faults.ts';

export const ACTIONS = ['trigger', 'resolve'] as const;
/** Main; the post step of a guard; the post step's second try of what main could not deliver. */
export const PHASES = ['main', 'guard', 'second try'] as const;

/** One event that meets one fault. */
export interface Trial {
  readonly fault: FaultCase;
  readonly action: (typeof ACTIONS)[number];
  readonly phase: (typeof PHASES)[number];
  /** Seconds that delivery may take in main, and in the post step of a guard. */
  readonly timeoutS: number;
}

/** What came of a trial. */
export interface Verdict {
  /** `delivered`, or what made it visible that it was not, or `LOST`. */
  readonly end: string;
  readonly requests: number;
  /** Milliseconds of the stage that delivered. */
  readonly tookMs: number;
  /** What must not be: too slow, a red step, a leak, a wrong outcome. Empty when all is well. */
  readonly faults: readonly string[];
}

/** A stage may take so much longer than its delivery, in milliseconds: Node's start on a busy machine, and a second for what still holds the process. */
const SLACK_MS = 8_000;
/** The post step's second try takes at most so many seconds. */
const SECOND_TRY_S = 30;

/** Runs one trial on a bench of its own. */
export async function tryOut({ fault, action, phase, timeoutS }: Trial): Promise<Verdict> {
  const bench = await openBench();
  try {
    const status = action === 'trigger' ? 'failure' : 'success';
    const inputs: Inputs = { timeout: String(timeoutS), ...(phase === 'guard' ? { when: 'job-end' } : {}) };
    const surroundings: Surroundings = { status };
    const { pagerduty } = bench;
    if (phase === 'second try') pagerduty.fault({ kind: 'reset', times: 'always' });
    else await prepare(bench, action, phase === 'main' ? fault : undefined);
    const main = await bench.main(inputs, surroundings);
    if (phase === 'second try') pagerduty.reset();
    if (phase !== 'main') await prepare(bench, phase === 'guard' ? 'trigger' : action, fault);
    const before = action === 'resolve' ? 1 : 0;
    const post = phase === 'main' ? undefined : await bench.post(main, inputs, surroundings);
    const stage = post ?? main;
    const stages = post === undefined ? [main] : [main, post];
    const requests = pagerduty.requests.length - before;
    const wanted = action === 'trigger' ? ['triggered'] : ['resolved'];
    const delivered = JSON.stringify(bench.incidents()) === JSON.stringify(wanted);
    const seen = whatIsSeen(stage, action, bench.waiting());
    const shouldArrive = fault.outcome === 'accepted' || fault.outcome === 'late';
    const mostMs = (phase === 'second try' ? SECOND_TRY_S : timeoutS) * 1_000 + SLACK_MS;
    const faults = [
      ...stages.flatMap(({ exitCode }) => (exitCode === 0 ? [] : [`exit code ${exitCode}`])),
      ...stages.flatMap(({ stderr }) => (stderr === '' ? [] : [`stderr: ${stderr}`])),
      ...(stage.durationMs <= mostMs ? [] : [`took ${Math.round(stage.durationMs)} ms`]),
      ...bench.leaks(stages).map(place => `a secret in ${place}`),
      ...pagerduty.requests.flatMap(({ headers, path, query }) =>
        JSON.stringify([headers, path, query]).includes('0123456789abcdef') ? ['the key outside of a body'] : [],
      ),
      ...(delivered === (shouldArrive || fault.taken === true) ? [] : [`incidents ${bench.incidents()}`]),
      ...(fault.outcome === 'accepted' && requests !== 1 ? [`${requests} requests for one event`] : []),
      ...(fault.outcome === 'rejected' && requests !== 1 ? [`${requests} requests after a final answer`] : []),
      ...(fault.outcome === 'unreachable' && requests < 2 ? ['one request only'] : []),
      ...(phase === 'main' && !shouldArrive && main.outputs.delivery !== fault.outcome
        ? [`delivery ${main.outputs.delivery}`]
        : []),
      ...(shouldArrive && bench.waiting().length > 0 ? ['an event is kept that was delivered'] : []),
      ...(shouldArrive || seen.missing.length === 0 ? [] : [`not seen: ${seen.missing.join(', ')}`]),
    ];
    return {
      end: shouldArrive && delivered ? 'delivered' : seen.missing.length === 0 ? seen.places.join(', ') : 'LOST',
      requests,
      tookMs: stage.durationMs,
      faults,
    };
  } finally {
    await bench.close();
  }
}

/** Opens the incident that is to be resolved, if any, and plans the fault for what comes next. */
async function prepare(bench: Bench, action: Trial['action'], fault: FaultCase | undefined): Promise<void> {
  if (action === 'resolve') await bench.openIncident();
  if (fault !== undefined) bench.pagerduty.fault(fault.script);
}

function whatIsSeen(stage: Stage, action: Trial['action'], waiting: readonly string[]) {
  const level = action === 'trigger' ? 'error' : 'warning';
  const annotations = annotationsOf(stage);
  const post = Object.keys(stage.outputs).length === 0;
  const places: readonly (readonly [string, boolean])[] = [
    // A key that PagerDuty refuses is an error, whatever was to be sent.
    ['annotation', annotations.includes(level) || annotations.includes('error')],
    ['job summary', /not delivered|refused/.test(stage.summary)],
    ['how to send it by hand', stage.summary.includes('Send the event by hand')],
    ['file', waiting.length === 1],
    ...(post ? [] : ([['output', stage.outputs['undelivered-file'] === waiting[0]]] as const)),
  ];
  return {
    places: places.filter(([, seen]) => seen).map(([name]) => name),
    missing: places.filter(([, seen]) => !seen).map(([name]) => name),
  };
}
