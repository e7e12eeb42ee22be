import type { Problem } from '../primitives/errors.ts';
import { cutAtBlank } from '../primitives/text.ts';

/** One wrong input. `got` is foreign text. */
export interface WrongInput {
  readonly input: string;
  readonly expected: string;
  readonly got: string;
  /** Why it is wrong, where that is not plain. */
  readonly why?: string;
  /** What happens now. */
  readonly consequence: string;
  readonly level?: Problem['level'];
}

/** Reads inputs by name and collects what is wrong with them, so that every problem of every input is reported at once. */
export interface InputReader {
  /** The input, trimmed; empty when it was not given. */
  text(name: string): string;
  /** The boolean that the input names in YAML 1.2's core schema; anything else is a problem and `false`. Empty: `fallback`. */
  boolean(name: string, fallback: boolean): boolean;
  /** The one of `choices` that the input names, in any case; anything else is a problem and `fallback`. Empty: `fallback`. */
  choice<T extends string>(name: string, choices: readonly T[], fallback: T, level?: Problem['level']): T;
  /** Whole seconds from 1 to `most`, in milliseconds; anything else is a problem and `fallback` seconds. Empty: `fallback`. */
  seconds(name: string, fallback: number, most: number): number;
  /** A whole number; anything else is a problem and the fallback. Empty: the fallback. */
  wholeNumber(name: string, range: WholeNumber): number;
  report(wrong: WrongInput): void;
  readonly problems: readonly Problem[];
}

/** What a whole number may be. */
export interface WholeNumber {
  readonly fallback: number;
  readonly least: number;
  readonly most: number;
  /** E.g. `seconds`, for the problem's text. */
  readonly unit: string;
}

/** Makes a reader of the inputs that `raw` gives by name. */
export function createInputReader(raw: (name: string) => string): InputReader {
  const problems: Problem[] = [];
  const reader: InputReader = {
    problems,
    text: name => raw(name).trim(),
    report: wrong => problems.push(describeWrong(wrong)),
    boolean(name, fallback) {
      const text = reader.text(name);
      if (['true', 'True', 'TRUE'].includes(text)) return true;
      if (['false', 'False', 'FALSE'].includes(text)) return false;
      if (text === '') return fallback;
      reader.report({ input: name, expected: 'true or false', got: text, consequence: 'The action uses false.' });
      return false;
    },
    choice(name, choices, fallback, level = 'warning') {
      const text = reader.text(name);
      const choice = choices.find(each => each === text.toLowerCase());
      if (choice !== undefined) return choice;
      if (text !== '') {
        const consequence = `The action uses ${fallback}.`;
        reader.report({ input: name, expected: listChoices(choices), got: text, consequence, level });
      }
      return fallback;
    },
    seconds: (name, fallback, most) => reader.wholeNumber(name, { fallback, least: 1, most, unit: 'seconds' }) * 1_000,
    wholeNumber(name, { fallback, least, most, unit }) {
      const text = reader.text(name);
      const number = /^\d{1,6}$/.test(text) ? Number(text) : -1;
      if (number >= least && number <= most) return number;
      const consequence = `The action uses ${fallback} ${unit}.`;
      if (text !== '')
        reader.report({ input: name, expected: `whole ${unit} from ${least} to ${most}`, got: text, consequence });
      return fallback;
    },
  };
  return reader;
}

function describeWrong({ input, expected, got, why, consequence, level = 'warning' }: WrongInput): Problem {
  const reason = why === undefined ? '' : ` (${why})`;
  return { level, message: `${input}: expected ${expected}; got ${quote(got)}${reason}. ${consequence}` };
}

/** `text` in quotes, shortened to as many whole words as a message can hold; where it has none, its length; an empty one is named. */
export function quote(text: string): string {
  if (text.trim() === '') return 'nothing';
  if (text.length <= 120) return `"${text}"`;
  const words = cutAtBlank(text.trimStart(), 119);
  return words === '' ? `${text.length} characters without a space` : `"${words.toWellFormed()}…"`;
}

/** The absolute http(s) URL in `text` as PagerDuty takes it in a link, else undefined. */
export function readHttpUrl(text: string): string | undefined {
  if (!/^https?:\/\//i.test(text) || /\s/.test(text) || text.length > LONGEST_URL || !URL.canParse(text))
    return undefined;
  return new URL(text).href;
}

/** Longer links are left out: browsers and proxies refuse them, and they can't be cut. */
const LONGEST_URL = 4_096;

/** `one, two or three`. */
export function listChoices(choices: readonly string[]): string {
  return choices.length < 2 ? choices.join('') : `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
}

/** The names in a list, separated by commas or line ends; a YAML or JSON list is a plausible spelling of the same. */
export function readNames(text: string): readonly string[] {
  if (text === '') return [];
  return text
    .split(/[,\n]/)
    .map(name => name.replace(/^(?:[\s"'[]|-\s)+|[\s"'\]]+$/g, ''))
    .filter(name => name !== '');
}
