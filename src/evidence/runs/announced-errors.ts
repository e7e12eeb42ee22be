import type { Line } from '../lines/lines.ts';

/** An error, and the index of its line. */
export interface AnnouncedError {
  readonly error: string;
  readonly index: number;
}

/** The error that the line at `index`, with its text trimmed, announces, and a line below it may tell: Rust's panic, Spring Boot's failed start. */
export function readAnnouncedError(lines: readonly Line[], index: number, text: string): AnnouncedError | undefined {
  return readPanic(lines, index, text) ?? readDescription(lines, index, text);
}

// Rust's; the newer have the words on the next line.
const PANICKED = /^thread '[^']{0,200}'(?: \(\d{1,20}\))? panicked at (?:'(?<error>.{1,1000})', )?\S{1,500}:\d+:\d+:?$/;
const UNWRAPPED = /^called `(?:Result|Option)::\w{1,40}\(\)` on an? `(?:Err|Ok|None)` value.*$/;

function readPanic(lines: readonly Line[], index: number, text: string): AnnouncedError | undefined {
  if (UNWRAPPED.test(text)) return { error: text, index };
  const panicked = PANICKED.exec(text);
  if (panicked === null) return undefined;
  const next = panicked.groups?.error === undefined ? (lines[index + 1]?.text.trim() ?? '') : '';
  const error = panicked.groups?.error ?? next;
  return { error: error || text, index: next === '' ? index : index + 1 };
}

/** What Spring Boot's analysis of a failed start describes. https://docs.spring.io/spring-boot/reference/features/spring-application.html */
function readDescription(lines: readonly Line[], index: number, text: string): AnnouncedError | undefined {
  const tells = (at: number): string => lines[at]?.text.trim() ?? '';
  if (text !== 'Description:' || !FAILED_TO_START.test([3, 2, 1].map(before => tells(index - before)).join(' ')))
    return undefined;
  const at = tells(index + 1) === '' ? index + 2 : index + 1;
  return tells(at) === '' ? undefined : { error: tells(at), index: at };
}

const FAILED_TO_START = /\bAPPLICATION FAILED TO START\b/;
