import { createHmac, hash } from 'node:crypto';
import { describeError, type Problem } from '../primitives/errors.ts';
import { cleanText, cutText, firstLine } from '../primitives/text.ts';
import { redactRegion, splitApart } from './excerpt-marks.ts';
import { redactKnown, replaceRanges } from './known-values.ts';
import { compilePatterns, WITHHELD } from './patterns.ts';
import { redactText } from './rules.ts';
import { isSecretName, secretValues } from './values.ts';

declare const redactedMark: unique symbol;

/** Text from which secrets and row values have been taken. Only this file makes it; all that leaves is made of it. */
export type Redacted = string & { readonly [redactedMark]: true };

/** Finds secrets of known shapes (tokens, keys) in a text and gives the ranges they take. Handed in: it is loaded late. */
export type SecretFinder = (text: string) => Promise<readonly (readonly [start: number, end: number])[]>;

/** Redacts texts for one run of the action. */
export interface Redactor {
  /** `text`, cleaned and redacted by all rules and the user's patterns. The same text gives the same result on every path. */
  redact(text: string): Promise<Redacted>;
  /** `text`, redacted by all but the user's patterns, which may be slow: for what stands around a text, not to be sent. */
  redactContext(text: string): Promise<string>;
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

/** Makes the redactor of a run. Never throws: an invalid pattern becomes a problem and `withholds()`. */
export function createRedactor(options: RedactorOptions): Redactor {
  return createRedactors(options).redactor;
}

/** Makes the redactor of a run, and one that redacts by our own rules alone: what is left when the other one breaks. */
export function createRedactors(options: RedactorOptions): Record<'redactor' | 'plainRedactor', Redactor> {
  const known = secretValues(options.secrets, options.environment);
  const plain = { patterns: '', findSecrets: async () => [] };
  return { redactor: redactorOf(known, options), plainRedactor: redactorOf(known, plain) };
}

type Ways = Pick<RedactorOptions, 'patterns' | 'findSecrets'>;

function redactorOf(known: readonly string[], options: Ways): Redactor {
  const problems: Problem[] = [];
  const applyPatterns = compilePatterns(options.patterns, problems);
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
  const redactContext = async (text: string): Promise<string> => {
    const ruled = redactText(redactKnown(cleanText(text), known));
    return replaceRanges(ruled, await findOrWithhold(ruled));
  };
  const redactAnew = async (text: string) => (await applyPatterns(await redactContext(text))) as Redacted;
  // Page, outputs and summary say the same words over and over.
  const done = new Map<string, Promise<Redacted>>([['', Promise.resolve(redacted``)]]);
  return {
    redact(text) {
      const found = done.get(text) ?? redactAnew(text);
      done.set(text, found);
      return found;
    },
    redactContext,
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

/** `text` without its full stop, for a sentence that goes on behind it. */
export function withoutFullStop(text: Redacted): Redacted {
  return text.replace(/\.$/, '') as Redacted;
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
  return hash('sha256', text).slice(0, length) as Redacted;
}

/** The first `length` hex digits of the HMAC-SHA-256 of a raw text: it tells texts apart, and without `key` nobody can guess them from it. */
export function hashSecretly(text: string, key: string, length: number): Redacted {
  return createHmac('sha256', key).update(text).digest('hex').slice(0, length) as Redacted;
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

/** The lines of a marked text that are to be shown, redacted alone and then once more with those around them. */
export async function redactExcerpt(text: string, redactor: Redactor): Promise<Redacted> {
  if (text === '') return redacted``;
  const regions = await Promise.all(splitApart(text).map(region => redactRegion(region, redactor)));
  return regions.filter(shown => shown !== '').join('\n') as Redacted;
}

/** Redacts a value that goes by a name: the whole of it when the name says that it is a secret. */
export async function redactNamed(name: string, text: string, redactor: Redactor): Promise<Redacted> {
  return isSecretName(name) && text !== '' ? redacted`***` : redactor.redact(text);
}
