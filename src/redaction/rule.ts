/** What every rule of redaction says of itself. A test holds each rule to its two texts. */
export interface Rule {
  readonly name: string;
  /** Lower-case texts of which every match holds one: running dozens of expressions over a name takes longer than to page. */
  readonly hints: readonly string[];
  /** Whether every text with a character beyond ASCII may match as well, whatever hints it holds. */
  readonly anyLanguage?: true;
  /** A text that the rule changes, and what it makes of it. */
  readonly changes: readonly [text: string, result: string];
  /** A text that looks alike, and stays as it is. */
  readonly leaves: string;
}

/** A secret that one expression finds. Every expression is linear in the text. */
export interface PatternRule extends Rule {
  /** What stands before the secret, and stays. */
  readonly before: string;
  readonly value: string;
  /** What ends a value, for those that go on behind a blank. */
  readonly end?: string;
}

/** A value between two texts, which may lie far apart. */
export interface SpanRule extends Rule {
  /** Ends where the value begins. */
  readonly before: RegExp;
  /** Begins where the value ends. */
  readonly after: RegExp;
  /** Whether the value can go over the end of a line. */
  readonly lines: 'one' | 'many';
  /** What is taken when its end is not found, as in a text that was cut off. */
  readonly otherwise: 'line' | 'text' | 'nothing';
}

/** Of these every text in another language than English holds one, and many that are English. */
const BEYOND_ASCII = /[^\0-\x7f\u2028\u2029]/;

/** The rules of which `text` holds a hint. */
export function pickRules<R extends Rule>(rules: readonly R[], text: string): readonly R[] {
  const lower = text.toLowerCase();
  const isForeign = BEYOND_ASCII.test(text);
  return rules.filter(
    ({ hints, anyLanguage }) => (anyLanguage && isForeign) || hints.some(hint => lower.includes(hint)),
  );
}

/** `text` without the values that a span rule finds. Both searches only move forward, so that the time is linear in the text. */
export function applySpanRule(text: string, { before, after, lines, otherwise }: SpanRule): string {
  let result = '';
  let position = 0;
  let next: number | undefined;
  for (const match of text.matchAll(before)) {
    const start = match.index + match[0].length;
    if (match.index < position || text.startsWith('***', start) || text.startsWith(' ***', start)) continue;
    if (next === undefined || next < start) next = search(text, after, start);
    const line = endOfLine(text, start);
    const limit = lines === 'one' ? line : text.length;
    const end = next <= limit ? next : { line, text: text.length, nothing: start }[otherwise];
    result += end === start ? text.slice(position, end) : `${text.slice(position, start)}***`;
    position = end;
  }
  return result + text.slice(position);
}

function search(text: string, pattern: RegExp, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? Number.POSITIVE_INFINITY;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
