import type { DecidedRun } from '../decision/migration-run.ts';
import type { DatabaseOutcome } from '../evidence/evidence.ts';
import { type Redactor, redactAll, redacted } from '../redaction/redaction.ts';
import type { DatabaseRow, Result } from './result.ts';

/** What a {@link Result} says of the run itself. */
export type RunResult = Pick<
  Result,
  | 'story'
  | 'reason'
  | 'environment'
  | 'migration'
  | 'error'
  | 'errorType'
  | 'databaseState'
  | 'stateText'
  | 'nextStep'
  | 'databases'
  | 'moreDatabases'
>;

/** What became of a run, redacted. The error is withheld when the user's own patterns could not be applied. */
export async function toRunResult(
  { inputs, decision, migration, evidence }: Pick<DecidedRun, 'inputs' | 'decision' | 'migration' | 'evidence'>,
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
  const { databases = [] } = evidence ?? {};
  const rows = await Promise.all(databases.slice(0, MOST_ROWS).map(database => toRow(database, redactor)));
  const error = redactor.withholds() ? redacted`` : texts.error;
  return {
    ...texts,
    error,
    story: decision.story,
    databaseState: migration.state,
    databases: redactor.withholds() ? rows.map(row => ({ ...row, error: redacted`` })) : rows,
    moreDatabases: databases.length - rows.length,
  };
}

const MOST_ROWS = 20;

async function toRow(
  { name, ending, state, stateDetail = '', migration = '', error = '' }: DatabaseOutcome,
  redactor: Redactor,
): Promise<DatabaseRow> {
  return { ...(await redactAll({ name, stateDetail, migration, error }, redactor)), ending, state };
}
