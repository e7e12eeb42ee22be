import type { DecidedRun } from '../decision/migration-run.ts';
import { readHttpUrl } from '../inputs/input-reader.ts';
import type { Severity } from '../inputs/severity.ts';
import { EVENT_FIELDS, type EventField, type FieldPlaceholder } from '../inputs/templates.ts';
import { fillTemplate } from '../primitives/text.ts';
import { firstRedactedLine, type Redacted, type Redactor, redactAll, redacted } from '../redaction/redaction.ts';
import type { EventParts } from './alert-event.ts';
import { composeCustomDetails, composeDetails } from './custom-details.ts';
import { type BuiltEvent, buildEvent } from './event-limits.ts';
import { composeLinks } from './links.ts';
import { type PagedRun, redactWords, type Words } from './page-words.ts';
import { composeTitle } from './title.ts';

/** What an event is written with besides the run. */
export interface PageSetting {
  readonly severity: Severity;
  readonly dedupKey: Redacted;
  readonly now: Date;
  readonly redactor: Redactor;
}

/** Writes the page of a run as an alert event, cut to PagerDuty's limits; undefined where nothing is to be sent. */
export async function writePage(
  run: DecidedRun,
  { severity, dedupKey, now, redactor }: PageSetting,
): Promise<BuiltEvent | undefined> {
  const { action } = run.decision;
  if (action === 'none') return undefined;
  const paged = { ...run, severity, now, decision: { ...run.decision, action } };
  return buildEvent(await composePage(paged, dedupKey, redactor));
}

/** Composes a page: redacts every text, then makes title, fields, details and links of what is left. */
export async function composePage(run: PagedRun, dedupKey: Redacted, redactor: Redactor): Promise<EventParts> {
  const words = await redactWords(run, redactor);
  const customDetails = await composeCustomDetails(run, redactor);
  const fields = await fillFields(run, words, redactor);
  const tool = words.tool === '' ? redacted`` : redacted`${words.tool} via `;
  return {
    action: run.decision.action,
    dedupKey,
    // The user's words are those of an end: of a command that still runs they may be false.
    summary: run.decision.story === 'slow' ? composeTitle(run, words) : fields.summary || composeTitle(run, words),
    source: fields.source || words.host || words.repository,
    severity: run.severity,
    timestamp: findEnd(run).toISOString(),
    component: fields.component || words.database,
    group: fields.group || words.environment,
    class: fields.class || words.errorType || words.category,
    client: fields.client || redacted`${tool}GitHub Actions`,
    // The user's patterns may have taken so much of either that PagerDuty would refuse the event for it.
    clientUrl: [fields['client-url'], words.runUrl].find(url => readHttpUrl(url) !== undefined) ?? redacted``,
    details: await composeDetails(run, words, redactor),
    customDetails,
    links: await composeLinks(run, redactor),
  };
}

// When the failed step ended. Whose clock is ahead of ours is not believed: nothing that is told lies in the future.
function findEnd({ failed, now }: PagedRun): Date {
  const ended = failed?.endedAt;
  return ended !== undefined && ended < now ? ended : now;
}

async function fillFields(
  { inputs }: PagedRun,
  words: Words,
  redactor: Redactor,
): Promise<Readonly<Record<EventField, Redacted>>> {
  const { migration, environment, database, repository, workflow, job, matrix, status, errorType, tool } = words;
  const values: Readonly<Record<FieldPlaceholder, Redacted>> = {
    migration,
    environment,
    database,
    repository,
    workflow,
    job,
    matrix,
    status,
    error: firstRedactedLine(words.error),
    'error-type': errorType,
    tool,
  };
  const filled = EVENT_FIELDS.map(field => [field, fillTemplate(inputs.fields[field], values)] as const);
  const fields = await redactAll(Object.fromEntries(filled) as Record<EventField, string>, redactor);
  // A template of which nothing is known is not given: PagerDuty refuses an event whose summary or source is blank.
  for (const field of EVENT_FIELDS) if (fields[field].trim() === '') fields[field] = redacted``;
  return fields;
}
