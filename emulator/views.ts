import type { FaultPlan } from './faults.ts';
import type { Call, Reply } from './http.ts';
import type { RequestLog } from './requests.ts';
import type { State } from './state.ts';

/** Where the views begin. Requests below it are neither recorded nor disturbed by faults. */
export const VIEWS = '/emulator/';

interface Shown {
  readonly state: State;
  readonly requests: RequestLog;
  readonly faults: FaultPlan;
  readonly reset: () => void;
}

/** Answers the emulator's own calls, by which another process looks into it: what became of the events, what was asked, and faults to come. */
export function view({ state, requests, faults, reset }: Shown, call: Call): Reply {
  switch (`${call.method} ${call.path.slice(VIEWS.length)}`) {
    case 'GET incidents':
      return { status: 200, body: state.incidents };
    case 'GET changes':
      return { status: 200, body: state.changes };
    case 'GET requests':
      return { status: 200, body: requests.all };
    case 'POST faults':
      try {
        faults.add(call.body);
        return { status: 200, body: { status: 'planned' } };
      } catch (error) {
        return { status: 400, body: { error: error instanceof Error ? error.message : String(error) } };
      }
    case 'POST reset':
      reset();
      return { status: 200, body: { status: 'reset' } };
    default:
      return {
        status: 404,
        body: { error: 'expected GET incidents, GET changes, GET requests, POST faults or POST reset' },
      };
  }
}
