import { parseJson } from '../../primitives/json.ts';

/** A JSON object found in a text, and where: UTF-16 offsets of its `{` and of what follows its `}`. */
export interface FoundObject {
  readonly document: unknown;
  readonly start: number;
  readonly end: number;
}

const DEEPEST = 100;
// A log of thousands of objects is a log of something else; a report stands at its end.
const MOST = 1_000;
const OPENING = /\{[ \n\t]*["}]/g;

/**
 * The outermost JSON objects that stand in `text` among other words, in order, the last 1 000 of them.
 * Takes time in proportion to the text's length.
 */
export function findObjects(text: string): FoundObject[] {
  const spans: { readonly start: number; readonly end: number }[] = [];
  OPENING.lastIndex = 0;
  for (let match = OPENING.exec(text); match !== null; match = OPENING.exec(text)) {
    // Where the grammar breaks, the search goes on: no character is looked at twice.
    const { end, complete } = scanObject(text, match.index);
    if (complete) spans.push({ start: match.index, end });
    OPENING.lastIndex = Math.max(end, match.index + 1);
  }
  return spans.slice(-MOST).flatMap(({ start, end }) => {
    const document = parseJson(text.slice(start, end));
    return document === undefined ? [] : [{ document, start, end }];
  });
}

/** What may come next; `end` is the bracket that closes the innermost object or array. */
type Expected = 'key-or-end' | 'key' | 'colon' | 'value' | 'value-or-end' | 'comma-or-end';

// The grammar of RFC 8259 as far as it takes to give up early on what is no JSON; JSON.parse judges the rest.
function scanObject(text: string, start: number): { end: number; complete: boolean } {
  const ends: string[] = [];
  let expected: Expected = 'value';
  for (let at = start; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === ' ' || character === '\n' || character === '\t') continue;
    const wantsValue = expected === 'value' || expected === 'value-or-end';
    const mayEnd = expected.endsWith('end') && character === ends.at(-1);
    if (mayEnd) {
      ends.pop();
      if (ends.length === 0) return { end: at + 1, complete: true };
      expected = 'comma-or-end';
    } else if (character === '{' || character === '[') {
      if (!wantsValue || ends.length === DEEPEST) return { end: at, complete: false };
      ends.push(character === '{' ? '}' : ']');
      expected = character === '{' ? 'key-or-end' : 'value-or-end';
    } else if (character === '"') {
      const close = endOfString(text, at);
      if (close === undefined) return { end: lineEnd(text, at), complete: false };
      const isKey: boolean = expected === 'key' || expected === 'key-or-end';
      if (!isKey && !wantsValue) return { end: at, complete: false };
      expected = isKey ? 'colon' : 'comma-or-end';
      at = close;
    } else if (character === ':' && expected === 'colon') {
      expected = 'value';
    } else if (character === ',' && expected === 'comma-or-end') {
      expected = ends.at(-1) === '}' ? 'key' : 'value';
    } else {
      const word = wantsValue ? endOfWord(text, at) : at;
      if (word === at) return { end: at, complete: false };
      expected = 'comma-or-end';
      at = word - 1;
    }
  }
  return { end: text.length, complete: false };
}

const WORD = /[-+.\w]*/y;

/** The end of a number, `true`, `false` or `null`. */
function endOfWord(text: string, start: number): number {
  WORD.lastIndex = start;
  WORD.exec(text);
  return WORD.lastIndex;
}

function endOfString(text: string, open: number): number | undefined {
  for (let at = open + 1; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') return at;
    if (character === '\n') return undefined;
    if (character === '\\') at += 1;
  }
  return undefined;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}
