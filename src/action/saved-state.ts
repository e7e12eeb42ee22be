import type { UndeliveredEvent } from '../delivery/undelivered-file.ts';
import { type AlertEvent, isAlertEvent, withDetails } from '../page/alert-event.ts';
import { parseJson, textAt, valueAt } from '../primitives/json.ts';
import type { Runner } from '../runner/port.ts';

/** How far main came, for the post step. */
export type SavedState =
  /** The guard: the post step reports. `said`: hashes of the problems that it has announced. */
  | { readonly stage: 'registered'; readonly said: readonly string[] }
  /** The wrapper's command was started, in milliseconds since the epoch. `asked`: the runner asked it to end, `endedWell`: and it did with exit code 0. */
  | {
      readonly stage: 'running';
      readonly captured: string;
      readonly startedAt: number;
      readonly asked: boolean;
      readonly endedWell?: boolean;
    }
  /** The wrapper's command has ended, and is not reported yet. */
  | {
      readonly stage: 'ended';
      readonly exitCode: number;
      readonly captured: string;
      readonly startFailure: string;
    }
  | ({ readonly stage: 'sending' } & UndeliveredEvent)
  | { readonly stage: 'done' };

const NAME = 'progress';
/** State becomes a variable of the environment, of which Windows takes 32,767 characters. */
const MOST_EVENT = 24_000;

/** Leaves word for the post step; the last word counts. Gives whether all of it could be left: a large event is cut. */
export function saveForPost(runner: Runner, state: SavedState): boolean {
  const fitted = state.stage === 'sending' ? { ...state, event: leanEvent(state.event) } : state;
  runner.saveState(NAME, JSON.stringify(fitted));
  return state.stage !== 'sending' || ('event' in fitted && fitted.event === state.event);
}

/** As much of an event as fits into state. A file holds all of it, but other steps can write the file: what the post step sends is what main wrote. */
export function leanEvent(event: AlertEvent): AlertEvent {
  const { log, ...rest } = event.payload.custom_details;
  const bare = withDetails(event, {});
  const least = { ...bare, links: [] };
  return [event, withDetails(event, rest), bare].find(each => JSON.stringify(each).length <= MOST_EVENT) ?? least;
}

/** What main left; undefined when it was killed before it could leave word. */
export function readFromMain(runner: Runner): SavedState | undefined {
  const state = parseJson(runner.state(NAME));
  const stage = textAt(state, ['stage']);
  switch (stage) {
    case 'registered': {
      const said = [valueAt(state, ['said'])].flat().filter(each => typeof each === 'string');
      return { stage, said };
    }
    case 'done':
      return { stage };
    case 'running':
      return {
        stage,
        captured: textAt(state, ['captured']),
        startedAt: Number(textAt(state, ['startedAt'])) || 0,
        asked: textAt(state, ['asked']) === 'true',
        endedWell: textAt(state, ['endedWell']) === 'true',
      };
    case 'ended': {
      const [captured, startFailure] = [textAt(state, ['captured']), textAt(state, ['startFailure'])];
      // What can't be read is no success.
      const exitCode = Number(textAt(state, ['exitCode']) || 1);
      return { stage, exitCode: Number.isNaN(exitCode) ? 1 : exitCode, captured, startFailure };
    }
    case 'sending': {
      const event = valueAt(state, ['event']);
      if (!isAlertEvent(event)) return undefined;
      const unreached = [valueAt(state, ['unreached'])].flat().filter(each => typeof each === 'number');
      return {
        stage,
        event,
        file: textAt(state, ['file']),
        madeAt: Number(textAt(state, ['madeAt'])) || 0,
        unreached,
        refused: textAt(state, ['refused']) === 'true',
        said: textAt(state, ['said']) === 'true',
      };
    }
    default:
      return undefined;
  }
}
