import { shortHash } from '../delivery/addressee.ts';
import type { ReadInputs } from '../inputs/inputs.ts';
import type { Problem } from '../primitives/errors.ts';
import { redacted } from '../redaction/redaction.ts';
import { writeOutputs } from '../report/report.ts';
import { NO_RESULT } from '../report/result.ts';
import { annotate } from './annotations.ts';
import { saveForPost } from './saved-state.ts';
import type { Session } from './session.ts';

/** Registers the guard (`when: job-end`): the post step reports when the job has ended. */
export async function registerGuard(session: Session, { problems }: ReadInputs): Promise<void> {
  const { runner } = session;
  // First of all: whatever breaks below, the job's end is reported.
  saveForPost(runner, { stage: 'registered', said: [] });
  await annotate(problems, session);
  saveForPost(runner, { stage: 'registered', said: await hashProblems(problems, session) });
  const reason = redacted`the guard is registered, and reports when the job has ended`;
  writeOutputs({ ...NO_RESULT, story: 'succeeded', reason }, runner);
}

/** The problems of the inputs that the guard has not announced: in the post step expressions are evaluated anew. */
export async function unsaidProblems(
  problems: readonly Problem[],
  said: readonly string[],
  session: Pick<Session, 'redactor'>,
): Promise<Problem[]> {
  const hashes = await hashProblems(problems, session);
  return problems.filter((_, index) => !said.includes(hashes[index] ?? ''));
}

function hashProblems(problems: readonly Problem[], { redactor }: Pick<Session, 'redactor'>): Promise<string[]> {
  return Promise.all(problems.map(async ({ message }) => shortHash(await redactor.redact(message))));
}
