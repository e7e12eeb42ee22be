import type { DatabaseState } from '../evidence/evidence.ts';
import { detailText } from '../page/alert-event.ts';
import { escapeHtml } from '../primitives/text.ts';
import { describeAttempt } from './delivery-text.ts';
import { composeHeadline, wentWell } from './headline.ts';
import type { Result } from './result.ts';
import { describeUndelivered } from './send-by-hand.ts';
import { code, fold, markCode, oneLine } from './summary-html.ts';

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
    ['PagerDuty', escapeHtml(silent ? `Nothing was sent: ${result.reason}.` : describeAttempt(result))],
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
  const parts = [
    `<h3>${composeHeadline(result)}</h3>`,
    describeState(result),
    `<table>\n${lines.join('\n')}\n</table>`,
    describeLinks(result),
    wentWell(result) ? '' : fold('From the log', result.log),
    describeUndelivered(result),
  ];
  return parts.filter(part => part !== '').join('\n\n');
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

function describeState(result: Result): string {
  const { action, databaseState, stateText, nextStep } = result;
  // What went well leaves nothing to do, whatever a log that ends too soon would have it.
  const todo = wentWell(result) ? '' : nextStep;
  if (databaseState === 'unknown' && todo === '' && (wentWell(result) || action === 'none')) return '';
  const detail = oneLine(escapeHtml(stateText.slice(databaseState.length)));
  const next = todo === '' ? '' : `<br>\n<strong>Next:</strong> ${oneLine(markCode(escapeHtml(todo)))}`;
  return `<p><strong>Database:</strong> ${STATES[databaseState]}${detail}.${next}</p>`;
}

const STATES: Readonly<Record<DatabaseState, string>> = {
  applied: 'the migration is applied',
  partial: 'it is partly migrated',
  'rolled-back': 'it was rolled back, and is as it was before the migration',
  unchanged: 'it is unchanged, because nothing was run',
  unknown: 'its state is unknown. Look at it before you run anything again',
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
