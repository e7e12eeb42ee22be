import type { IncidentFacts } from './aftermath.ts';
import type { Action, Story } from './decision.ts';
import type { Dispatch } from './dispatch.ts';
import type { AlertEvent } from './event.ts';
import type { DatabaseState } from './evidence/evidence.ts';
import { type Redacted, redacted, stringifyRedacted } from './redaction.ts';
import { escapeHtml } from './text.ts';

/** What a run came to: everything that outputs, log and job summary say. */
export interface Result {
  readonly action: Action;
  readonly story: Story;
  readonly reason: Redacted;
  readonly delivery: Dispatch['outcome'];
  /** PagerDuty's words, or the network's, where the delivery is not plainly accepted. */
  readonly explanation: Redacted;
  readonly attempts: number;
  /** The host that was sent to, with its region. */
  readonly destination: Redacted;
  readonly dedupKey: Redacted;
  readonly severity: string;
  readonly environment: Redacted;
  readonly migration: Redacted;
  readonly error: Redacted;
  readonly errorType: Redacted;
  readonly databaseState: DatabaseState;
  /** The state as a person reads it, e.g. `partial (1 of 3 applied)`. */
  readonly stateText: Redacted;
  readonly nextStep: Redacted;
  /** Where the event waits to be sent; empty when it does not. */
  readonly undeliveredFile: Redacted;
  /** The address that events are posted to. */
  readonly eventsUrl: Redacted;
  /** As sent, or as it would have been; undefined when nothing was to be sent. */
  readonly event: AlertEvent | undefined;
  /** The incident behind the event; only with a token of the REST API. */
  readonly incident?: IncidentFacts | undefined;
}

/** What stands in the outputs when the action itself broke. */
export const NO_RESULT: Result = {
  action: 'none',
  story: 'failed',
  reason: redacted`an internal error`,
  delivery: 'none',
  explanation: redacted``,
  attempts: 0,
  destination: redacted``,
  dedupKey: redacted``,
  severity: '',
  environment: redacted``,
  migration: redacted``,
  error: redacted``,
  errorType: redacted``,
  databaseState: 'unknown',
  stateText: redacted``,
  nextStep: redacted``,
  undeliveredFile: redacted``,
  eventsUrl: redacted``,
  event: undefined,
};

/** The action's outputs by name, as action.yml declares them. Every one is set; empty where it has no value. */
export function toOutputs(result: Result): Readonly<Record<string, string>> {
  const silent = result.action === 'none';
  return {
    action: result.action,
    reason: result.reason,
    delivery: result.delivery,
    'dedup-key': result.dedupKey,
    severity: silent ? '' : result.severity,
    migration: result.migration,
    'error-type': result.errorType,
    'database-state': silent ? '' : result.databaseState,
    event: result.event === undefined ? '' : stringifyRedacted(result.event),
    attempts: result.attempts === 0 ? '' : String(result.attempts),
    'undelivered-file': result.undeliveredFile,
    'incident-url': result.incident?.url ?? '',
    'incident-number': result.incident?.number ?? '',
    'on-call': result.incident?.onCall ?? '',
  };
}

/** What was done, in one line for the log. */
export function toLogLine(result: Result): Redacted {
  const why = redacted` Reason: ${result.reason}.`;
  if (result.action === 'none') return redacted`Nothing is sent to PagerDuty.${why}`;
  return redacted`${describeDelivery(result)} Dedup key: ${result.dedupKey}.${why}`;
}

/** What a chat is told when PagerDuty could not be. */
export function toChatText(result: Result): Redacted {
  const environment = result.environment === '' ? redacted`` : redacted` in ${result.environment}`;
  const page = result.event === undefined ? redacted`` : redacted` ${result.event.payload.summary}`;
  const link = result.event?.client_url === undefined ? redacted`` : redacted` ${result.event.client_url}`;
  return redacted`PagerDuty could not be told of a database migration${environment}.${page}${link} ${describeDelivery(result)}`;
}

const HEADLINES: Readonly<Record<Story, readonly [sign: string, words: string]>> = {
  failed: ['🔴', 'Database migration failed'],
  'failed-unseen': ['🔴', 'Database migration failed in a green job'],
  'applied-then-failed': ['🟠', 'Migration applied, but the job failed later'],
  'not-started': ['🔴', 'Database migration did not start'],
  cancelled: ['⚪', 'Cancelled'],
  'cut-off': ['🔴', 'Database migration was cancelled while it ran'],
  succeeded: ['🟢', 'Database migration succeeded'],
};

/** The job summary: what happened and in what state the database is, what was sent or why not, and where to go. */
export function toMarkdown(result: Result): string {
  const [sign, words] =
    result.action === 'none' && result.story === 'succeeded' ? ['⚪', 'No alert'] : HEADLINES[result.story];
  const rows: readonly (readonly [string, string])[] = [
    ['Migration', code(result.migration)],
    ['Error', code(result.error)],
    ['PagerDuty', escapeHtml(describeDelivery(result))],
    ...describeIncident(result),
    ['Severity', result.action === 'none' ? '' : escapeHtml(result.severity)],
    ['Dedup key', code(result.dedupKey)],
    ['Why', escapeHtml(sentence(result.reason))],
  ];
  const lines = rows
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `<tr><th align="left">${name}</th><td>${oneLine(value)}</td></tr>`);
  const parts = [
    `<h3>${sign} ${words}${result.environment === '' ? '' : `: ${oneLine(escapeHtml(result.environment))}`}</h3>`,
    describeState(result),
    `<table>\n${lines.join('\n')}\n</table>`,
    describeLinks(result),
    describeUndelivered(result),
  ];
  return parts.filter(part => part !== '').join('\n\n');
}

function describeDelivery({ action, delivery, attempts, destination, explanation }: Result): Redacted {
  const because = explanation === '' ? redacted`` : redacted` (${explanation})`;
  const tries = attempts > 1 ? redacted` after ${attempts} attempts` : redacted``;
  switch (delivery) {
    case 'accepted':
      return redacted`${ACTION_WORDS[action]} accepted by ${destination}${tries}${because}.`;
    case 'rejected':
      return redacted`${ACTION_WORDS[action]} refused by ${destination}${tries}${because}.`;
    case 'unreachable':
      return redacted`${ACTION_WORDS[action]} not delivered to ${destination}${tries}${because}.`;
    case 'invalid':
      return redacted`${ACTION_WORDS[action]} not sent: there is no routing key.`;
    case 'skipped':
      return redacted`Nothing sent: this run gets no secrets, so there is no routing key.`;
    case 'dry-run':
      return redacted`Dry run: ${ACTION_WORDS[action]} not sent.`;
    case 'none':
      return redacted`Nothing sent.`;
    default:
      return delivery satisfies never;
  }
}

function describeIncident({ incident }: Result): [string, string][] {
  if (incident === undefined || incident.outputsOnly) return [];
  const { number, url, status, onCall } = incident;
  const name = `#${escapeHtml(number)}`;
  const shown = url === '' ? name : `<a href="${escapeHtml(url)}">${name}</a>`;
  return [
    ['Incident', `${shown} (${escapeHtml(status)})`],
    ['On call', escapeHtml(onCall)],
  ];
}

const ACTION_WORDS: Readonly<Record<Action, Redacted>> = {
  trigger: redacted`Event (trigger)`,
  acknowledge: redacted`Event (acknowledge)`,
  resolve: redacted`Event (resolve)`,
  none: redacted`Event`,
};

function describeState({ action, story, stateText, nextStep }: Result): string {
  if (action === 'none' || (story === 'succeeded' && stateText === 'unknown')) return '';
  const next = nextStep === '' ? '' : ` Next: ${oneLine(escapeHtml(nextStep))}`;
  return `<p><strong>State of the database: ${oneLine(escapeHtml(stateText))}.</strong>${next}</p>`;
}

function describeLinks({ event }: Result): string {
  const links = (event?.links ?? []).map(
    ({ href, text }) => `<a href="${escapeHtml(href)}">${oneLine(escapeHtml(text))}</a>`,
  );
  return links.length === 0 ? '' : `<p>${links.join(' · ')}</p>`;
}

/** How to send the event by hand: the file is gone when the job is, the event is not. */
function describeUndelivered({ undeliveredFile, event, eventsUrl }: Result): string {
  if (undeliveredFile === '' || event === undefined) return '';
  const send = `jq --arg key "$PAGERDUTY_ROUTING_KEY" '. + {routing_key: $key}' event.json | curl -sS -H 'Content-Type: application/json' -d @- ${eventsUrl}`;
  return [
    '<details><summary>Send the event by hand</summary>',
    `<p>Save it as <code>event.json</code> (this job has it at <code>${oneLine(escapeHtml(undeliveredFile))}</code>), put the routing key into the environment, then:</p>`,
    `<pre>${escapeHtml(send)}</pre>`,
    `<pre>${escapeHtml(stringifyRedacted(event))}</pre>`,
    '</details>',
  ].join('\n');
}

function code(text: Redacted): string {
  const shown = text.length > SHOWN ? `${text.slice(0, SHOWN).toWellFormed()}…` : text;
  return shown === '' ? '' : `<code>${escapeHtml(shown).replace(/\n/g, '<br>')}</code>`;
}

/** Longer texts stand in the page; a job summary may hold 1 MiB in all. */
const SHOWN = 4_000;

function oneLine(html: string): string {
  return html.replace(/\s*\n\s*/g, ' ');
}

function sentence(text: string): string {
  return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
