import { EVENT_FIELDS, type EventField, type FieldPlaceholder } from '../inputs/page-texts.ts';
import { readHttpUrl } from '../inputs/values.ts';
import { fillTemplate } from '../primitives/text.ts';
import { firstRedactedLine, type Redacted, type Redactor, redactAll, redacted } from '../redaction/redaction.ts';
import { composeCustomDetails, composeDetails } from './details.ts';
import type { EventParts } from './event.ts';
import { composeLinks } from './links.ts';
import { composeTitle } from './title.ts';
import { type PageFacts, redactWords, type Words } from './words.ts';

/** Writes the page: redacts every text, then composes title, fields, details and links of what is left. */
export async function composePage(facts: PageFacts, dedupKey: Redacted, redactor: Redactor): Promise<EventParts> {
  const words = await redactWords(facts, redactor);
  const customDetails = await composeCustomDetails(facts, redactor);
  const fields = await fillFields(facts, words, redactor);
  const tool = words.tool === '' ? redacted`Confiture` : words.tool;
  return {
    action: facts.decision.action,
    dedupKey,
    summary: fields.summary || composeTitle(facts, words),
    source: fields.source || words.host || words.repository,
    severity: facts.severity,
    timestamp: findEnd(facts).toISOString(),
    component: fields.component || words.database,
    group: fields.group || words.environment,
    class: fields.class || words.errorType || words.category,
    client: fields.client || redacted`${tool} via GitHub Actions`,
    // The user's patterns may have taken so much of either that PagerDuty would refuse the event for it.
    clientUrl: [fields['client-url'], words.runUrl].find(url => readHttpUrl(url) !== undefined) ?? redacted``,
    details: await composeDetails(facts, words, redactor),
    customDetails,
    links: await composeLinks(facts, redactor),
  };
}

// When the failed step ended. Whose clock is ahead of ours is not believed: nothing that is told lies in the future.
function findEnd({ failed, now }: PageFacts): Date {
  const ended = failed?.endedAt;
  return ended !== undefined && ended < now ? ended : now;
}

async function fillFields(
  { inputs }: PageFacts,
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
