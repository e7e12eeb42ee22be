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

/** A text of many lines that is shown on a click, its end cut; empty where it is. On one line: a blank one would end the HTML. */
export function fold(title: string, text: string): string {
  if (text.trim() === '') return '';
  const shown = text.length > FOLDED ? `${text.slice(0, FOLDED).toWellFormed()}…` : text;
  const lines = escapeHtml(shown).replace(/\r?\n|\r/g, '&#10;');
  return `<details><summary>${title}</summary>\n<pre>${lines}</pre>\n</details>`;
}

/** An excerpt has 20 lines, of which a program may make long ones. */
const FOLDED = 10_000;
