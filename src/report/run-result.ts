import type { DecidedRun } from '../decision/migration-run.ts';
import type { DatabaseOutcome } from '../evidence/evidence.ts';
import { describeFailed } from '../page/failed-databases.ts';
import { nameDatabase } from '../page/page-words.ts';
import { type Redactor, redactAll, redactExcerpt, redacted } from '../redaction/redaction.ts';
import type { DatabaseRow, Result } from './result.ts';

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
  | 'databases'
  | 'moreDatabases'
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
  const only = decision.action === 'resolve' ? '' : describeFailed(evidence ?? {}).only;
  const texts = await redactAll(
    {
      reason: decision.reason,
      environment: inputs.environment,
      place: [facts.matrixLabel, nameDatabase(inputs, evidence), only].filter(part => part !== '').join(', '),
      migration: migration.name,
      error: migration.error,
      errorType: migration.errorType || (migration.category ?? ''),
      stateText: migration.stateText,
      nextStep: migration.nextStep,
    },
    redactor,
  );
  const log = await redactExcerpt(evidence?.excerpt ?? tail, redactor);
  const { databases = [] } = evidence ?? {};
  const rows = await Promise.all(databases.slice(0, MOST_ROWS).map(database => toRow(database, redactor)));
  const isWithheld = redactor.withholds();
  return {
    ...texts,
    ...(isWithheld ? { error: redacted``, log: redacted`` } : { log }),
    story: decision.story,
    databaseState: migration.state,
    databases: isWithheld ? rows.map(row => ({ ...row, error: redacted`` })) : rows,
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
