import { type AlertEvent, isAlertEvent } from '../page/alert-event.ts';
import { parseJson, textAt, valueAt } from '../primitives/json.ts';
import type { Runner } from '../runner/port.ts';
import { leanEvent } from './saved-state.ts';

/** The page that a command still runs, which the command's end has to close. */
export interface SlowPage {
  /** The event that closes it. */
  readonly resolve: AlertEvent;
  /** How long the command had run, in milliseconds. */
  readonly afterMs: number;
  /** Which routing keys, counted from 0, may have been told; 0 is the service by REST where there is no key. */
  readonly told: readonly number[];
  /** Every service took the page; false: it was refused somewhere, or nobody knows. */
  readonly taken: boolean;
}

const NAME = 'slow';

/** Leaves word of the page for the post step, beside how far main came; undefined: there is none to be closed. The last word counts. */
export function saveSlowPage(runner: Runner, page: SlowPage | undefined): void {
  const state = page === undefined ? '' : JSON.stringify({ ...page, resolve: leanEvent(page.resolve) });
  runner.saveState(NAME, state);
}

/** The page that main left open; undefined: none. */
export function readSlowPage(runner: Runner): SlowPage | undefined {
  const state = parseJson(runner.state(NAME));
  const resolve = valueAt(state, ['resolve']);
  if (!isAlertEvent(resolve)) return undefined;
  return {
    resolve,
    afterMs: Number(textAt(state, ['afterMs'])) || 0,
    told: [valueAt(state, ['told'])].flat().filter(each => typeof each === 'number'),
    taken: textAt(state, ['taken']) === 'true',
  };
}
