/** A JSON object found in a text, and where: UTF-16 offsets of its `{` and of what follows its `}`. */
export interface FoundObject {
  readonly document: unknown;
  readonly start: number;
  readonly end: number;
}

const DEEPEST = 100;

/** The outermost JSON objects that stand in `text` among other words, in order. Takes time in proportion to the text's length. */
export function findObjects(text: string): FoundObject[] {
  const found: FoundObject[] = [];
  let start = text.indexOf('{');
  while (start !== -1) {
    // Where the grammar breaks, the search goes on: no character is looked at twice.
    const { end, complete } = scanObject(text, start);
    if (complete) {
      const document = parse(text.slice(start, end));
      if (document !== undefined) found.push({ document, start, end });
    }
    start = text.indexOf('{', Math.max(end, start + 1));
  }
  return found;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// Looks at nesting, strings and the first character of a key alone: enough to give up early on what is no JSON.
function scanObject(text: string, start: number): { end: number; complete: boolean } {
  const nesting: string[] = [];
  let keyExpected = false;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === ' ' || character === '\n' || character === '\t') continue;
    if (character === '{' || character === '[') {
      if (keyExpected || nesting.length === DEEPEST) return { end: at, complete: false };
      nesting.push(character === '{' ? '}' : ']');
      keyExpected = character === '{';
    } else if (character === '}' || character === ']') {
      if (nesting.pop() !== character) return { end: at + 1, complete: false };
      if (nesting.length === 0) return { end: at + 1, complete: true };
      keyExpected = false;
    } else if (character === '"') {
      const close = endOfString(text, at);
      if (close === undefined) return { end: lineEnd(text, at), complete: false };
      at = close;
      keyExpected = false;
    } else if (keyExpected || !/[-\w.,:+]/.test(character)) {
      return { end: at, complete: false };
    } else if (character === ',') {
      keyExpected = nesting.at(-1) === '}';
    }
  }
  return { end: text.length, complete: false };
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
