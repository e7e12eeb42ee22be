import type { DecidedRun } from '../decision/migration-run.ts';
import { type Redactor, redactAll, redacted } from '../redaction/redaction.ts';
import type { Result } from './result.ts';

/** What a {@link Result} says of the run itself. */
export type RunResult = Pick<
  Result,
  'story' | 'reason' | 'environment' | 'migration' | 'error' | 'errorType' | 'databaseState' | 'stateText' | 'nextStep'
>;

/** What became of a run, redacted. The error is withheld when the user's own patterns could not be applied. */
export async function toRunResult(
  { inputs, decision, migration }: Pick<DecidedRun, 'inputs' | 'decision' | 'migration'>,
  redactor: Redactor,
): Promise<RunResult> {
  const texts = await redactAll(
    {
      reason: decision.reason,
      environment: inputs.environment,
      migration: migration.name,
      error: migration.error,
      errorType: migration.errorType || (migration.category ?? ''),
      stateText: migration.stateText,
      nextStep: migration.nextStep,
    },
    redactor,
  );
  const error = redactor.withholds() ? redacted`` : texts.error;
  return { ...texts, error, story: decision.story, databaseState: migration.state };
}
