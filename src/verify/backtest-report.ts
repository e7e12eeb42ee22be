import { escapeHtml } from '../primitives/text.ts';
import type { Backtested } from './backtest.ts';
import { count } from './check.ts';
import type { Effect, Replayed } from './replay.ts';

/** Rows of the table: a job summary may hold 1 MiB, and nobody reads more. */
const MOST_ROWS = 200;
const MOST_DATES = 10;

/** What would have happened, in a few sentences. Raw. */
export function describeBacktest(backtested: Backtested): string {
  const { workflow, days, runs, rows, opened, closed, failures, longestMs, stillOpen, gap } = backtested;
  const sentences = [
    `In the last ${count(days, 'day')} ${workflow} ran ${count(runs, 'time')} (${count(rows.length, 'finished attempt')}).`,
    `The action would have paged ${count(opened, 'time')} and closed ${closed}${stillOpen ? '; one incident would still be open' : ''}.`,
    failures.length === 0 ? '' : `${count(failures.length, 'production failure')} on ${listDates(failures)}.`,
    longestMs === 0 ? '' : `Longest time from failure to success: ${describeTime(longestMs)}.`,
    gap === '' ? '' : `Not everything could be read: ${gap}.`,
  ];
  return sentences.filter(sentence => sentence !== '').join(' ');
}

/** One line a row that did something, for a terminal or a log. Raw. */
export function listBacktest({ rows }: Backtested): readonly string[] {
  return shown(rows).map(
    row => `${describeDay(row.attempt.endedAt)}  ${describeEffect(row)}  ${row.attempt.facts.runUrl}`,
  );
}

/** The backtest for the job summary. */
export function backtestMarkdown(backtested: Backtested): string {
  const lines = shown(backtested.rows).map(row => {
    const { number, facts, conclusion, endedAt } = row.attempt;
    const run = `#${number}${facts.attempt > 1 ? `, attempt ${facts.attempt}` : ''}`;
    const link = `<a href="${escapeHtml(facts.runUrl)}">${escapeHtml(run)}</a>`;
    const cells = [escapeHtml(describeDay(endedAt)), link, escapeHtml(conclusion), escapeHtml(describeEffect(row))];
    return `<tr>${cells.map(cell => `<td>${cell}</td>`).join('')}</tr>`;
  });
  const head = `<tr>${['Ended (UTC)', 'Run', 'Conclusion', 'The action'].map(name => `<th align="left">${name}</th>`).join('')}</tr>`;
  const table = lines.length === 0 ? '' : `<table>\n${[head, ...lines].join('\n')}\n</table>`;
  const note =
    '<p>Counted by the conclusion of whole runs, as a listener would: a step that names its own outcome, and the log of the migration, tell more. Failures of pull requests never page.</p>';
  const parts = ['<h3>Backtest</h3>', `<p>${escapeHtml(describeBacktest(backtested))}</p>`, table, note];
  return parts.filter(part => part !== '').join('\n\n');
}

function shown(rows: readonly Replayed[]): readonly Replayed[] {
  return rows.filter(row => row.effect !== 'nothing').slice(-MOST_ROWS);
}

const EFFECTS: Readonly<Record<Effect, string>> = {
  opens: 'would have paged',
  joins: 'would have updated the open incident',
  closes: 'would have closed the incident',
  nothing: 'would have done nothing',
};

function describeEffect({ effect, brokenMs }: Replayed): string {
  return effect === 'closes' ? `${EFFECTS[effect]} after ${describeTime(brokenMs)}` : EFFECTS[effect];
}

function listDates(times: readonly number[]): string {
  const days = [...new Set(times.map(time => new Date(time).toISOString().slice(0, 10)))];
  const shown = days.slice(-MOST_DATES).join(', ');
  return days.length > MOST_DATES ? `${days.length} days, last on ${shown}` : shown;
}

function describeDay(time: number): string {
  return new Date(time).toISOString().slice(0, 16).replace('T', ' ');
}

function describeTime(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  const [days, hours, rest] = [Math.floor(minutes / 1_440), Math.floor((minutes % 1_440) / 60), minutes % 60];
  const parts = [
    days > 0 ? `${days} d` : '',
    hours > 0 ? `${hours} h` : '',
    days === 0 && rest > 0 ? `${rest} min` : '',
  ];
  return parts.filter(part => part !== '').join(' ');
}
