import { parseJson, textAt, valueAt } from './json.ts';
import type { Runner } from './session.ts';

/** How far main came, for the post step. */
export type Progress =
  /** The guard: the post step reports. */
  | { readonly stage: 'registered' }
  /** The wrapper's command had been started. */
  | { readonly stage: 'running'; readonly captured: string }
  /** The wrapper's command has ended, and is not reported yet. */
  | { readonly stage: 'ended'; readonly status: string; readonly captured: string; readonly startFailure: string }
  /** The event is on disk, and did not reach all services yet; the routing keys are counted from 0. */
  | { readonly stage: 'sending'; readonly file: string; readonly unreached: readonly number[] }
  | { readonly stage: 'done' };

const NAME = 'progress';

/** Leaves word for the post step. The last word counts. */
export function saveProgress(runner: Runner, progress: Progress): void {
  runner.saveState(NAME, JSON.stringify(progress));
}

/** What main left; undefined when it was killed before it could leave word. */
export function readProgress(runner: Runner): Progress | undefined {
  const state = parseJson(runner.state(NAME));
  const stage = textAt(state, ['stage']);
  switch (stage) {
    case 'registered':
    case 'done':
      return { stage };
    case 'running':
      return { stage, captured: textAt(state, ['captured']) };
    case 'ended': {
      const read = (name: string): string => textAt(state, [name]);
      return { stage, status: read('status'), captured: read('captured'), startFailure: read('startFailure') };
    }
    case 'sending': {
      const unreached = [valueAt(state, ['unreached'])].flat().filter(each => typeof each === 'number');
      return { stage, file: textAt(state, ['file']), unreached };
    }
    default:
      return undefined;
  }
}
