import type { DecidedRun } from '../decision/migration-run.ts';
import { nameDatabase } from '../page/page-words.ts';
import { type Redactor, redactAll, redactExcerpt, redacted } from '../redaction/redaction.ts';
import type { Result } from './result.ts';

/** What a {@link Result} says of the run itself. */
export type RunResult = Pick<
  Result,
  | 'story'
  | 'reason'
  | 'environment'
  | 'place'
  | 'migration'
  | 'error'
  | 'errorType'
  | 'databaseState'
  | 'stateText'
  | 'nextStep'
  | 'log'
>;

/** What became of a run, redacted. Error and log are withheld when the user's own patterns could not be applied. */
export async function toRunResult(
  {
    inputs,
    facts,
    decision,
    migration,
    evidence,
    tail,
  }: Pick<DecidedRun, 'inputs' | 'facts' | 'decision' | 'migration' | 'evidence' | 'tail'>,
  redactor: Redactor,
): Promise<RunResult> {
  const texts = await redactAll(
    {
      reason: decision.reason,
      environment: inputs.environment,
      place: [facts.matrixLabel, nameDatabase(inputs, evidence)].filter(part => part !== '').join(', '),
      migration: migration.name,
      error: migration.error,
      errorType: migration.errorType || (migration.category ?? ''),
      stateText: migration.stateText,
      nextStep: migration.nextStep,
    },
    redactor,
  );
  const log = await redactExcerpt(evidence?.excerpt ?? tail, redactor);
  const told = redactor.withholds() ? { error: redacted``, log: redacted`` } : { error: texts.error, log };
  return { ...texts, ...told, story: decision.story, databaseState: migration.state };
}
