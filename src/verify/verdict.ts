import { escapeHtml } from '../primitives/text.ts';
import { type Redacted, redacted } from '../redaction/redaction.ts';
import { CHECKS, type RedactedCheck } from './check.ts';

const WORDS = {
  passed: redacted`passed       `,
  failed: redacted`FAILED       `,
  'not-checkable': redacted`not checkable`,
};
const SIGNS = { passed: '✅ passed', failed: '❌ failed', 'not-checkable': '➖ not checkable' };

/** Who may read what is written. */
export interface Readers {
  /** Everybody may read log and summary, so that asides go to outputs only. */
  readonly everybody: boolean;
  /** Where the guide lies; empty: not known. */
  readonly guide: string;
}

/** One line for the log. */
export function toLine({ id, status, text, remedy, aside }: RedactedCheck, { everybody }: Readers): Redacted {
  const shown = everybody || aside === '' ? redacted`` : redacted` (${aside})`;
  const advice = remedy === '' ? redacted`` : redacted` ${remedy}`;
  return redacted`${WORDS[status]}  ${CHECKS[id]}: ${text}${shown}.${advice}`;
}

/** How many checks ended how. */
export function countChecks(checks: readonly RedactedCheck[]): { readonly passed: number; readonly failed: number } {
  const having = (status: RedactedCheck['status']): number => checks.filter(check => check.status === status).length;
  return { passed: having('passed'), failed: having('failed') };
}

/** The outputs by name, as verify/action.yml declares them. */
export function verifyOutputs(checks: readonly RedactedCheck[]): Readonly<Record<string, string>> {
  const { passed, failed } = countChecks(checks);
  const listed = checks.map(({ id, status, text, remedy, aside }) => ({
    id,
    title: CHECKS[id],
    status,
    text,
    ...(remedy === '' ? {} : { remedy }),
    ...(aside === '' ? {} : { details: aside }),
  }));
  return { passed: String(passed), failed: String(failed), checks: JSON.stringify(listed) };
}

/** The checks for the job summary. */
export function toTable(checks: readonly RedactedCheck[], readers: Readers): string {
  const { passed, failed } = countChecks(checks);
  const headline =
    failed > 0
      ? `🔴 The alarm would not ring: ${failed} of ${passed + failed} checks failed`
      : `🟢 The alarm would ring: ${passed} checks passed`;
  const rows = checks.map(check => {
    const title = CHECKS[check.id];
    const linked =
      check.status === 'failed' && readers.guide !== ''
        ? `<a href="${escapeHtml(`${readers.guide}#${check.id}`)}">${title}</a>`
        : title;
    const aside = readers.everybody || check.aside === '' ? '' : ` (${check.aside})`;
    const remedy = check.remedy === '' ? '' : `<br><strong>${oneLine(check.remedy)}</strong>`;
    return `<tr><td>${SIGNS[check.status]}</td><td>${linked}</td><td>${oneLine(check.text + aside)}${remedy}</td></tr>`;
  });
  return `<h3>${headline}</h3>\n\n<table>\n${rows.join('\n')}\n</table>`;
}

function oneLine(text: string): string {
  return escapeHtml(text).replace(/\s*\n\s*/g, ' ');
}
