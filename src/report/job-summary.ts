import type { Story } from '../decision/story.ts';
import type { DatabaseState } from '../evidence/evidence.ts';
import { detailText } from '../page/alert-event.ts';
import { escapeHtml } from '../primitives/text.ts';
import { describeAttempt, describeConsequence } from './delivery-text.ts';
import type { Result } from './result.ts';
import { describeUndelivered } from './send-by-hand.ts';
import { code, markCode, oneLine } from './summary-html.ts';

type Headline = readonly [sign: string, words: string];

const HEADLINES: Readonly<Record<Story, Headline>> = {
  failed: ['🔴', 'Database migration failed'],
  'check-failed': ['🔴', 'A check of the database migration failed'],
  'failed-unseen': ['🔴', 'Database migration failed in a green job'],
  'applied-then-failed': ['🟠', 'Database migration applied, but the job failed later'],
  'applied-then-tool-failed': ['🟠', 'Database migration applied, but its tool failed after it'],
  'not-started': ['🔴', 'Database migration did not start'],
  unfinished: ['🟠', 'Log of a database migration ends while it runs'],
  cancelled: ['🟠', 'Run of a database migration was cancelled'],
  'cut-off': ['🔴', 'Database migration was cancelled while it ran'],
  'job-failed': ['🔴', 'Job failed, and whether the database migration ran is not known'],
  slow: ['🟠', 'Database migration is still running'],
  stopped: ['🔴', 'Database migration was stopped while it ran'],
  ended: ['🔴', 'Database migration was killed or failed without a word'],
  unproven: ['🟠', 'Whether the database migration ran and went well is not known'],
  applied: ['🟢', 'Database migration applied'],
  succeeded: ['🟢', 'Database migration succeeded'],
  'job-succeeded': ['🟢', 'Job succeeded'],
};

const GOOD: readonly Story[] = ['applied', 'succeeded', 'job-succeeded'];

/** The job summary: what happened and in what state the database is, what was sent or why not, and where to go. */
export function toJobSummary(result: Result): string {
  const silent = result.action === 'none';
  const rows: readonly (readonly [string, string])[] = [
    ['Migration', code(result.migration)],
    ['Error', code(result.error)],
    ['Matrix', code(detail(result, 'matrix'))],
    ['Database', code(detail(result, 'database'))],
    ['Exit code', code(detail(result, 'exit_code'))],
    ['Failed step', code(detail(result, 'failed_step'))],
    ['Failed jobs', code(detail(result, 'failed_jobs'))],
    ['PagerDuty', silent ? escapeHtml(`Not told: ${result.reason}.`) : markDelivery(result)],
    ...describeServices(result),
    ...describeIncident(result),
    ['Severity', result.action === 'trigger' ? escapeHtml(result.severity) : ''],
    ['Dedup key', code(result.dedupKey)],
    ['Reason', silent ? '' : escapeHtml(result.reason)],
    ['Took long', escapeHtml(result.slow ?? '')],
  ];
  const lines = rows
    .filter(([, value]) => value !== '')
    .map(
      ([name, value]) => `<tr><th align="left">${name.replaceAll(' ', '&nbsp;')}</th><td>${oneLine(value)}</td></tr>`,
    );
  const [sign, words] = headline(result);
  const place = result.environment === '' ? '' : ` in ${oneLine(escapeHtml(result.environment))}`;
  const parts = [
    `<h3>${sign} ${words}${place}</h3>`,
    describeState(result),
    `<table>\n${lines.join('\n')}\n</table>`,
    describeLinks(result),
    describeUndelivered(result),
  ];
  return parts.filter(part => part !== '').join('\n\n');
}

function markDelivery(result: Result): string {
  const consequence = describeConsequence(result);
  const what = escapeHtml(describeAttempt(result));
  return consequence === '' ? what : `<strong>${escapeHtml(consequence)}</strong> ${what}`;
}

// What is told goes before what was found out: event-action can overrule it.
function headline({ action, story }: Result): Headline {
  switch (action) {
    case 'none':
      return GOOD.includes(story) ? ['⚪', 'No alert for the database migration'] : HEADLINES[story];
    case 'trigger':
      return HEADLINES[GOOD.includes(story) ? 'failed' : story];
    case 'acknowledge':
      return ['🟠', 'Database migration is being tried again'];
    case 'resolve':
      return HEADLINES[GOOD.includes(story) ? story : 'succeeded'];
    default:
      return action satisfies never;
  }
}

function describeServices(result: Result): [string, string][] {
  if (result.services.length < 2) return [];
  return result.services.map(({ which, ...told }) => [
    `Routing key${which}`,
    escapeHtml(describeAttempt({ ...result, ...told, services: [] })),
  ]);
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

function describeState({ action, story, databaseState, stateText, nextStep }: Result): string {
  // What went well leaves nothing to do, whatever a log that ends too soon would have it.
  const settled = action === 'resolve' || (action === 'none' && GOOD.includes(story));
  const todo = settled ? '' : nextStep;
  if (databaseState === 'unknown' && todo === '' && (settled || action === 'none' || GOOD.includes(story))) return '';
  const detail = oneLine(escapeHtml(stateText.slice(databaseState.length)));
  const next = todo === '' ? '' : `<br>\n<strong>Next:</strong> ${oneLine(markCode(escapeHtml(todo)))}`;
  return `<p><strong>Database:</strong> ${STATES[databaseState]}${detail}.${next}</p>`;
}

const STATES: Readonly<Record<DatabaseState, string>> = {
  applied: 'the migration is applied',
  partial: 'partly migrated',
  'rolled-back': 'rolled back, as it was before the migration',
  unchanged: 'unchanged, nothing was run',
  unknown: 'its state is unknown, so look at it before anything is run again',
};

function detail({ event }: Result, name: string): string {
  if (event === undefined) return '';
  const value = event.payload.custom_details[name];
  return typeof value === 'number' ? String(value) : detailText(event, name);
}

function describeLinks({ event }: Result): string {
  const links = (event?.links ?? []).map(
    ({ href, text }) => `<a href="${escapeHtml(href)}">${oneLine(escapeHtml(text))}</a>`,
  );
  return links.length === 0 ? '' : `<p>${links.join(' · ')}</p>`;
}
