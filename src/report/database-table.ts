import type { DatabaseEnding } from '../evidence/evidence.ts';
import { escapeHtml } from '../primitives/text.ts';
import type { DatabaseRow, Result } from './result.ts';
import { code, oneLine } from './summary-html.ts';

/** How each of several databases fared, those to look at first; empty where there are none, or all are done. */
export function describeDatabases({ databases, moreDatabases }: Result): string {
  if (databases.every(({ ending }) => ending === 'done')) return '';
  const head = ['Database', 'State', 'Migration', 'Error'].map(name => `<th align="left">${name}</th>`).join('');
  const rows = databases.map(row => `<tr>${toCells(row).join('')}</tr>`);
  const rest = moreDatabases === 0 ? [] : [`<tr><td colspan="4">and ${moreDatabases} more</td></tr>`];
  return `<table>\n<tr>${head}</tr>\n${[...rows, ...rest].join('\n')}\n</table>`;
}

function toCells({ name, ending, state, stateDetail, migration, error }: DatabaseRow): string[] {
  const words = [...(ending === 'done' ? [] : [ENDINGS[ending]]), ...(state === 'unknown' ? [] : [state])];
  const detail = stateDetail === '' ? '' : ` (${escapeHtml(stateDetail)})`;
  return [code(name), `${words.join(', ') || ENDINGS[ending]}${detail}`, code(migration), code(error)].map(
    cell => `<td>${oneLine(cell)}</td>`,
  );
}

const ENDINGS: Readonly<Record<DatabaseEnding, string>> = {
  failed: 'failed',
  unfinished: 'not ended',
  error: 'ended in an error',
  unknown: 'not known',
  rehearsed: 'dry run or another command',
  done: 'done',
};
