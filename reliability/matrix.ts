// Every fault × {trigger, resolve} × {main, the post step of a guard, the second try}: what becomes of the event.
// npm run reliability [-- --write]. It takes some three minutes: half a minute is what a second try waits.
import { inPool } from './bench.ts';
import { FAULTS, type FaultCase } from './faults.ts';
import { conclude, describeMachine, record, table } from './figures.ts';
import { ACTIONS, PHASES, type Trial, tryOut, type Verdict } from './trial.ts';

const WIDTH = 10;
const TIMEOUT_S = 4;

const trials: readonly Trial[] = FAULTS.flatMap(fault =>
  ACTIONS.flatMap(action => PHASES.map(phase => ({ fault, action, phase, timeoutS: TIMEOUT_S }))),
);
const tried = await inPool(
  WIDTH,
  trials.map(trial => async () => ({ trial, verdict: await tryOut(trial) })),
);

/** What became of one fault in one phase: the same for both actions, or it is said apart. */
function cell(fault: FaultCase, phase: Trial['phase']): string {
  const verdicts = tried.filter(({ trial }) => trial.fault === fault && trial.phase === phase);
  const texts = new Set(verdicts.map(({ verdict }) => describe(verdict)));
  return texts.size === 1
    ? [...texts].join()
    : verdicts.map(({ trial, verdict }) => `${trial.action}: ${describe(verdict)}`).join('; ');
}

function describe({ end, requests }: Verdict): string {
  if (end === 'LOST') return '**lost**';
  if (end === 'delivered') return requests === 1 ? 'delivered' : 'delivered after retries';
  return requests === 1 ? 'refused, and seen' : 'given up when its time is over, and seen';
}

const longest = (phase: Trial['phase']): string => {
  const durations = tried.filter(({ trial }) => trial.phase === phase).map(({ verdict }) => verdict.tookMs);
  return (Math.max(...durations) / 1_000).toFixed(1);
};
const rows = FAULTS.map(fault => [fault.name, ...PHASES.map(phase => cell(fault, phase))]);
const places = new Set(tried.map(({ verdict }) => verdict.end).filter(end => end !== 'delivered' && end !== 'LOST'));
const lines = [
  ...table(['what PagerDuty, or something in front of it, does', 'main', 'post step of a guard', 'second try'], rows),
  '',
  `${tried.length} trials, trigger and resolve each, with \`timeout: ${TIMEOUT_S}\`. *Seen* means: ${[...places].sort().join('; or ')}.`,
  `The longest stage took ${longest('main')} s in main, ${longest('guard')} s in the post step of a guard, ${longest('second try')} s in a second try (of at most 30 s). Measured on ${describeMachine()}.`,
];
console.log(lines.join('\n'));
record('matrix', lines);
const wrong = tried.filter(({ verdict }) => verdict.faults.length > 0);
conclude(
  tried.length,
  wrong.map(
    ({ trial, verdict }) => `${trial.fault.name}, ${trial.action}, ${trial.phase}: ${verdict.faults.join('; ')}`,
  ),
);
