import { createHash } from 'node:crypto';
import { unescape as decodeSafely } from 'node:querystring';
import { describeError, type Problem } from './errors.ts';
import { RULES, redactSqlLiterals } from './redaction-rules.ts';
import { cleanText, cutText, firstLine } from './text.ts';

declare const redactedMark: unique symbol;

/** Text from which secrets and row values have been taken. Only this file makes it; all that leaves is made of it. */
export type Redacted = string & { readonly [redactedMark]: true };

/** Finds secrets of known shapes (tokens, keys) in a text and gives the ranges they take. Handed in: it is loaded late. */
export type SecretFinder = (text: string) => Promise<readonly (readonly [start: number, end: number])[]>;

/** Redacts texts for one run of the action. */
export interface Redactor {
  /** `text`, cleaned and redacted by all rules and the user's patterns. The same text gives the same result on every path. */
  redact(text: string): Promise<Redacted>;
  /** True as soon as a user's pattern was invalid or too slow, or the search for tokens broke: then error text, excerpt and details must not be sent. */
  readonly withholds: () => boolean;
  /** What was wrong with the user's patterns and with the search for tokens, so far. */
  readonly problems: () => readonly Problem[];
}

/** What a redactor is made from. */
export interface RedactorOptions {
  /** Values that must never leave, such as the routing keys. Shorter than 4 characters: ignored. */
  readonly secrets: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The input `redact`: one regular expression a line. */
  readonly patterns: string;
  readonly findSecrets: SecretFinder;
}

/** Milliseconds that the user's patterns may take over one text. A healthy pattern takes microseconds. */
export const PATTERN_BUDGET_MS = 250;

/** Makes the redactor of a run. Never throws: an invalid pattern becomes a problem and `withholds()`. */
export function createRedactor(options: RedactorOptions): Redactor {
  const known = knownValues(options);
  const problems: Problem[] = [];
  const userPatterns = compilePatterns(options.patterns, problems);
  const findOrWithhold: SecretFinder = async text => {
    try {
      return await options.findSecrets(text);
    } catch (error) {
      problems.push({
        level: 'warning',
        message: `The search for tokens broke (${describeError(error)}). ${WITHHELD} Please report this.`,
      });
      return [];
    }
  };
  return {
    async redact(text) {
      let result = replaceKnown(cleanText(text), known);
      const lower = result.toLowerCase();
      for (const rule of RULES) {
        if (rule.needs.some(need => lower.includes(need))) result = result.replace(rule.pattern, rule.replacement);
      }
      result = redactSqlLiterals(result);
      result = replaceRanges(result, await findOrWithhold(result));
      if (userPatterns.length > 0 && result !== '') result = await applyUserPatterns(result, userPatterns, problems);
      return result as Redacted;
    },
    withholds: () => problems.length > 0,
    problems: () => problems,
  };
}

/** Joins literal text with texts that are redacted already. */
export function redacted(literals: TemplateStringsArray, ...values: readonly (Redacted | number)[]): Redacted {
  return String.raw({ raw: literals }, ...values) as Redacted;
}

/** {@link cutText} of a redacted text. */
export function cutRedacted(text: Redacted, limit: number): Redacted {
  return cutText(text, limit) as Redacted;
}

/** {@link firstLine} of a redacted text. */
export function firstRedactedLine(text: Redacted): Redacted {
  return firstLine(text) as Redacted;
}

/** A document as JSON, whose texts are all redacted. */
export function stringifyRedacted(document: object): Redacted {
  return JSON.stringify(document) as Redacted;
}

/** A document whose texts are all redacted, as lines `name: value`. */
export function listRedacted(document: object): Redacted {
  const lines = Object.entries(document).map(([name, value]) => {
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
    return `${name}: ${text.includes('\n') ? `\n${text}` : text}`;
  });
  return lines.join('\n') as Redacted;
}

/** Redacted texts with `separator` between them. */
export function joinRedacted(texts: readonly Redacted[], separator: ', ' | '\n'): Redacted {
  return texts.join(separator) as Redacted;
}

/** `text` in capitals. */
export function capitaliseRedacted(text: Redacted): Redacted {
  return text.toUpperCase() as Redacted;
}

/** The first `length` characters of the SHA-256 of `text`, in hex. */
export function hashRedacted(text: Redacted, length: number): Redacted {
  return createHash('sha256').update(text).digest('hex').slice(0, length) as Redacted;
}

/** Redacts every text of a record. */
export async function redactAll<K extends string>(
  texts: Readonly<Record<K, string>>,
  redactor: Redactor,
): Promise<Record<K, Redacted>> {
  const entries = await Promise.all(
    Object.entries<string>(texts).map(async ([key, text]) => [key, await redactor.redact(text)]),
  );
  return Object.fromEntries(entries);
}

const SECRET_NAME =
  /PASS(?:WORD|WD|PHRASE)?(?:_|$)|(?:^|_)PWD$|SECRET|TOKEN|CREDENTIAL|(?:API|ACCESS|PRIVATE|SIGNING|ENCRYPTION|ROUTING|INTEGRATION|MASTER)_?KEY|DSN$|DATABASE_URL|CONNECTION_STRING|_URI$/i;
const NOT_SECRET_NAME = /^(?:INPUT_|STATE_|OLDPWD$|PWD$)/i;
const SHORTEST_VALUE = 8;

function knownValues(options: RedactorOptions): string[] {
  const values = new Set(options.secrets.filter(value => value.length >= 4));
  for (const [name, value] of Object.entries(options.environment)) {
    if (value === undefined || NOT_SECRET_NAME.test(name) || !SECRET_NAME.test(name)) continue;
    for (const line of [value, ...value.split('\n'), ...urlPasswords(value)]) {
      if (line.trim().length >= SHORTEST_VALUE) values.add(line.trim());
    }
  }
  const variants = [...values].flatMap(value => [
    value,
    encodeURIComponent(value.toWellFormed()),
    Buffer.from(value).toString('base64'),
    JSON.stringify(value).slice(1, -1),
  ]);
  return [...new Set(variants)].sort((one, other) => other.length - one.length);
}

function urlPasswords(value: string): string[] {
  const password = URL.canParse(value) ? new URL(value).password : '';
  return [password, decodeSafely(password)];
}

function replaceKnown(text: string, known: readonly string[]): string {
  return known.reduce((result, value) => (result.includes(value) ? result.replaceAll(value, '***') : result), text);
}

function replaceRanges(text: string, ranges: readonly (readonly [number, number])[]): string {
  return [...ranges]
    .sort((one, other) => other[0] - one[0])
    .reduce((result, [start, end]) => `${result.slice(0, start)}***${result.slice(Math.max(start, end))}`, text);
}

function compilePatterns(lines: string, problems: Problem[]): string[] {
  return lines
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
    .filter(line => {
      try {
        new RegExp(line, 'g');
        return true;
      } catch (error) {
        problems.push(withheld(`line "${line}" is not a regular expression (${describeError(error)})`));
        return false;
      }
    });
}

// A regular expression can't be interrupted from outside, but a script in a vm context can, the expression in it included.
const APPLY = 'patterns.reduce((text, pattern) => text.replace(new RegExp(pattern, "g"), "***"), text)';

async function applyUserPatterns(text: string, patterns: readonly string[], problems: Problem[]): Promise<string> {
  const { runInNewContext } = await import('node:vm');
  try {
    return String(runInNewContext(APPLY, { text, patterns }, { timeout: PATTERN_BUDGET_MS }));
  } catch (error) {
    if (problems.length === 0)
      problems.push(withheld(`the patterns took longer than ${PATTERN_BUDGET_MS} ms (${describeError(error)})`));
    return text;
  }
}

const WITHHELD = 'The page goes out without error text, log excerpt and custom details.';

function withheld(what: string): Problem {
  return {
    level: 'warning',
    message: `redact: expected one regular expression a line that is quick on any text; ${what}. ${WITHHELD} Mend the pattern.`,
  };
}
