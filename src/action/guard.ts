import type { ReadInputs } from '../inputs/inputs.ts';
import { redacted } from '../redaction/redaction.ts';
import { writeOutputs } from '../report/report.ts';
import { NO_RESULT } from '../report/result.ts';
import { annotate } from './annotations.ts';
import { saveForPost } from './saved-state.ts';
import type { Session } from './session.ts';

/** Registers the guard (`when: job-end`): the post step reports when the job has ended. */
export async function registerGuard(session: Session, { problems }: ReadInputs): Promise<void> {
  const { runner } = session;
  saveForPost(runner, { stage: 'registered' });
  await annotate(problems, session);
  const reason = redacted`the guard is registered, and reports when the job has ended`;
  writeOutputs({ ...NO_RESULT, story: 'succeeded', reason }, runner);
}
