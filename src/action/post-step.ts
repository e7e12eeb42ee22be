import type { MigrationRun } from '../decision/migration-run.ts';
import { type ReadInputs, readInputs } from '../inputs/inputs.ts';
import { unsaidProblems } from './guard.ts';
import { redeliver } from './redelivery.ts';
import { describeRun } from './reported-run.ts';
import { readFromMain } from './saved-state.ts';
import type { Session } from './session.ts';
import { describeEnd } from './wrapper.ts';

/** Does in the post step what main left to it; gives the run that is still to be reported, if any. */
export async function runPost(session: Session): Promise<MigrationRun | undefined> {
  const { runner } = session;
  const state = readFromMain(runner);
  if (state?.stage === 'done') return undefined;
  const read = await readInputs(name => runner.input(name));
  switch (state?.stage) {
    case 'registered':
      return describeRun(session, { ...read, problems: await unsaidProblems(read.problems, state.said, session) });
    case 'running': {
      const { captured, startedAt, asked, endedWell = false } = state;
      const command = { captured, startedAt, asked, endedWell, startFailure: '', running: true };
      return describeRun(session, read, { status: cutOffStatus(read), command });
    }
    case 'ended':
      return describeRun(session, read, describeEnd(state));
    case 'sending':
      await redeliver(session, read, state);
      return undefined;
    case undefined:
      // Main was killed before it could leave word.
      return describeRun(session, read, read.inputs.run === '' ? {} : { status: cutOffStatus(read) });
    default:
      return state satisfies undefined;
  }
}

// With continue-on-error the job is a success although the command was cut off.
function cutOffStatus({ inputs }: ReadInputs): string {
  return inputs.jobStatus === 'cancelled' ? 'cancelled' : 'failure';
}
