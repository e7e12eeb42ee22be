import type { Action, Decision } from '../decision/decision.ts';
import { describeExitCode } from '../decision/exit-code.ts';
import type { DecidedRun } from '../decision/migration-run.ts';
import type { Severity } from '../inputs/severity.ts';
import { describeMinutes } from '../inputs/slow-after.ts';
import { type Redacted, type Redactor, redactAll, redactExcerpt, redacted } from '../redaction/redaction.ts';

/** The run that a page tells of, as far as the page is written from it. Texts are raw. */
export interface PagedRun
  extends Pick<
    DecidedRun,
    'inputs' | 'facts' | 'outcome' | 'migration' | 'evidence' | 'tail' | 'failed' | 'command' | 'source'
  > {
  readonly decision: Decision & { readonly action: Exclude<Action, 'none'> };
  readonly severity: Severity;
  readonly now: Date;
}

/** The words of a page, redacted. Empty: not known, or withheld. */
export type Words = Readonly<Record<keyof ReturnType<typeof rawWords>, Redacted>>;

/** Redacts the words of a page. Error and log are withheld when the user's own patterns could not be applied. */
export async function redactWords(run: PagedRun, redactor: Redactor): Promise<Words> {
  const { log, ...raw } = rawWords(run);
  const words = { ...(await redactAll(raw, redactor)), log: await redactExcerpt(log, redactor) };
  return redactor.withholds() ? { ...words, error: redacted``, log: redacted`` } : words;
}

function rawWords({ inputs, facts, outcome, migration, evidence, tail, failed, command, source }: PagedRun) {
  const { exitCode } = command ?? {};
  return {
    migration: migration.name,
    error: migration.error,
    errorType: migration.errorType,
    category: migration.category ?? '',
    sqlstate: migration.sqlstate,
    tool: migration.tool,
    state: migration.stateText,
    nextStep: migration.nextStep,
    log: evidence?.excerpt ?? tail,
    failedStep: failed?.step ?? '',
    exitCode: failed?.exitCode === undefined ? '' : String(failed.exitCode),
    failedJobs: (failed?.jobs.length ? failed.jobs : outcome.jobs).join(', '),
    sourceFile: source === undefined ? '' : [source.path, source.line ?? []].flat().join(':'),
    pullRequest: source?.pullRequest === undefined ? '' : `#${source.pullRequest.number} ${source.pullRequest.title}`,
    author: source?.author ?? '',
    status: outcome.status,
    environment: inputs.environment || 'unset',
    database: inputs.database?.label ?? '',
    place: facts.matrixLabel || nameDatabase(inputs, evidence),
    named: inputs.migration,
    ended: describeExitCode(exitCode),
    slowAfter: describeMinutes(inputs.slowAfterMs ?? 0),
    host: inputs.database?.host ?? '',
    repository: facts.repository,
    workflow: facts.workflow,
    job: facts.job,
    matrix: facts.matrix,
    matrixLabel: facts.matrixLabel,
    ref: facts.ref,
    commit: facts.commit,
    actor: facts.actor,
    runUrl: facts.runUrl,
  };
}

/**
 * `database shop`; empty where there is none to name. Where runs are of several databases, that of the run that is told of; else
 * the one that was given: who names one in the workflow has others, of which this step can't know. Raw.
 */
export function nameDatabase({ database }: PagedRun['inputs'], evidence: PagedRun['evidence']): string {
  const names = new Set((evidence?.runs ?? []).flatMap(run => run.database ?? run.stream ?? []));
  const own = evidence?.database ?? evidence?.stream;
  if (names.size > 1 && own !== undefined) return `database ${own}`;
  return database === undefined ? '' : `database ${database.label}`;
}
