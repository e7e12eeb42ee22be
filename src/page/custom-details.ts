import { isMap, type YamlValue } from '../inputs/yaml.ts';
import { type Redacted, type Redactor, redacted, redactNamed } from '../redaction/redaction.ts';
import { isSecretName } from '../redaction/values.ts';
import type { Details, RedactedJson, RedactedMap } from './alert-event.ts';
import { describeFailed } from './failed-databases.ts';
import type { PagedRun, Words } from './page-words.ts';

/** More migrations than anybody reads in a page; the newest count. */
const MOST_APPLIED = 50;

/**
 * Our custom details, first what is asked first. Their keys are a contract: PagerDuty's routing rules match on them.
 */
export async function composeDetails(run: PagedRun, words: Words, redactor: Redactor): Promise<Details> {
  const { decision, migration, evidence, failed, facts, command } = run;
  const opens = decision.action !== 'resolve';
  const { names, errors } = describeFailed(evidence ?? {});
  const redactEach = (texts: readonly string[]) => Promise.all(texts.map(text => redactor.redact(text)));
  return {
    migration: words.migration,
    environment: words.environment,
    error: opens ? words.error : redacted``,
    database_state: opens || migration.state !== 'unknown' ? words.state : redacted``,
    next_step: opens ? words.nextStep || lookFirst(run) : redacted``,
    error_type: opens ? words.errorType : redacted``,
    category: opens ? words.category : redacted``,
    sqlstate: opens ? words.sqlstate : redacted``,
    database: words.database,
    failed_databases: opens ? await redactEach(names) : [],
    database_errors: opens ? await redactEach(redactor.withholds() ? [] : errors) : [],
    tool: words.tool,
    applied: await redactEach((evidence?.applied ?? []).slice(-MOST_APPLIED)),
    matrix: words.matrixLabel,
    exit_code: opens ? (command?.exitCode ?? failed?.exitCode) : undefined,
    source_file: opens ? words.sourceFile : redacted``,
    pull_request: opens ? words.pullRequest : redacted``,
    author: opens ? words.author : redacted``,
    ...(await composeTimes(run, redactor)),
    repository: words.repository,
    workflow: words.workflow,
    job: words.job,
    failed_step: opens ? words.failedStep : redacted``,
    failed_jobs: opens ? words.failedJobs : redacted``,
    ref: words.ref,
    commit: words.commit,
    actor: words.actor,
    attempt: facts.attempt === 0 ? undefined : facts.attempt,
    log: opens ? words.log : redacted``,
  };
}

// Who reads the page alone does not see the job summary, which says the same.
function lookFirst({ decision, migration }: PagedRun): Redacted {
  return decision.story !== 'slow' && migration.state === 'unknown'
    ? redacted`Look at the database before you run anything again`
    : redacted``;
}

// The duration agrees with the times beside it: those of the failed step, or else no times, and the tool's own duration.
async function composeTimes({ decision, evidence, failed }: PagedRun, redactor: Redactor): Promise<Details> {
  const { startedAt, endedAt } = decision.action === 'resolve' ? {} : (failed ?? {});
  const [start, end] = [startedAt?.getTime(), endedAt?.getTime()];
  return {
    duration_ms: start !== undefined && end !== undefined ? end - start : evidence?.durationMs,
    started_at: await redactTime(startedAt, redactor),
    ended_at: await redactTime(endedAt, redactor),
  };
}

function redactTime(time: Date | undefined, redactor: Redactor): Promise<Redacted> {
  return redactor.redact(time?.toISOString() ?? '');
}

/** The user's custom details, redacted, names included. Withheld when the user's own patterns could not be applied. */
export async function composeCustomDetails({ inputs }: PagedRun, redactor: Redactor): Promise<RedactedMap> {
  const details = await redactMap(inputs.customDetails, redactor);
  return redactor.withholds() ? {} : details;
}

// Below the name of a secret everything is one; in a list, every value goes by the list's name.
async function redactMap(
  map: Readonly<Record<string, YamlValue>>,
  redactor: Redactor,
  above = '',
): Promise<RedactedMap> {
  const redactEntry = async ([key, value]: [string, YamlValue]) => {
    const name = isSecretName(above) ? above : key;
    return [await redactor.redact(key), await redactValue(value, redactor, name)] as const;
  };
  return Object.fromEntries(await Promise.all(Object.entries(map).map(redactEntry)));
}

async function redactValue(value: YamlValue, redactor: Redactor, name: string): Promise<RedactedJson> {
  if (typeof value === 'string') return redactNamed(name, value, redactor);
  if (isMap(value)) return redactMap(value, redactor, name);
  return Promise.all(value.map(each => redactValue(each, redactor, name)));
}
