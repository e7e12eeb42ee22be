import { escapeHtml } from '../primitives/text.ts';

/** A text as code, its lines kept and its end cut; empty where it is. */
export function code(text: string): string {
  const shown = text.length > SHOWN ? `${text.slice(0, SHOWN).toWellFormed()}…` : text;
  return shown === '' ? '' : `<code>${escapeHtml(shown).replace(/\n/g, '<br>')}</code>`;
}

/** Longer texts stand in the page; a job summary may hold 1 MiB in all. */
const SHOWN = 4_000;

/** HTML on one line: a line break would end a table's cell. */
export function oneLine(html: string): string {
  return html.replace(/\s*\n\s*/g, ' ');
}

/** HTML whose pairs of backquotes are marked as code. */
export function markCode(html: string): string {
  return html.replace(/&#96;(.+?)&#96;/g, '<code>$1</code>');
}
