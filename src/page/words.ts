import type { Action, Decision } from '../decision/decision.ts';
import type { MigrationFacts } from '../decision/migration.ts';
import type { Outcome } from '../decision/outcome.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { FailedWork } from '../github/failed-work.ts';
import type { RunFacts } from '../github/run-facts.ts';
import type { Inputs, Severity } from '../inputs/inputs.ts';
import { type Redacted, type Redactor, redactAll, redactExcerpt, redacted } from '../redaction/redaction.ts';

/** Everything that a page is written from. Texts are raw. */
export interface PageFacts {
  readonly inputs: Inputs;
  readonly run: RunFacts;
  readonly outcome: Outcome;
  readonly decision: Decision & { readonly action: Exclude<Action, 'none'> };
  readonly migration: MigrationFacts;
  readonly evidence: Evidence | undefined;
  /** The end of a log that no rule understands. */
  readonly tail: string;
  /** What GitHub says of the failed work. */
  readonly failed: FailedWork | undefined;
  readonly severity: Severity;
  readonly now: Date;
}

/** The words of a page, redacted. Empty: not known, or withheld. */
export type Words = Readonly<Record<keyof ReturnType<typeof rawWords>, Redacted>>;

/** Redacts the words of a page. Error and log are withheld when the user's own patterns could not be applied. */
export async function redactWords(facts: PageFacts, redactor: Redactor): Promise<Words> {
  const { log, ...raw } = rawWords(facts);
  const words = { ...(await redactAll(raw, redactor)), log: await redactExcerpt(log, redactor) };
  return redactor.withholds() ? { ...words, error: redacted``, log: redacted`` } : words;
}

function rawWords({ inputs, run, outcome, migration, evidence, tail, failed }: PageFacts) {
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
    failedJobs: (failed?.jobs.length ? failed.jobs : outcome.jobs).join(', '),
    status: outcome.status,
    environment: inputs.environment || 'unset',
    database: inputs.database?.label ?? '',
    host: inputs.database?.host ?? '',
    repository: run.repository,
    workflow: run.workflow,
    job: run.job,
    matrix: run.matrix,
    ref: run.ref,
    commit: run.commit,
    actor: run.actor,
    runUrl: run.runUrl,
  };
}
