// To a rule they are blanks.
const OPENS = '\u2028';
const CLOSES = '\u2029';
const APART = '\u001c';

const MOST_LINES = 20;
const HALF_A_LINE = 3_000;

/** `text` without characters that could be taken for marks. */
export function withoutMarks(text: string): string {
  return text.replaceAll(APART, '').replace(/[\u2028\u2029]/g, '\n');
}

/**
 * `lines` as one text, with a mark before each that is to be shown, and where such lines end. What makes a secret of a line
 * (an opening quote, the head of a key) may stand far above it: all of the text is redacted, then the rest is left out.
 */
export function markShown(lines: readonly string[], isShown: (index: number) => boolean): string {
  let open = true;
  return lines
    .map((line, index) => {
      const shown = isShown(index);
      const mark = shown ? OPENS : open ? CLOSES : '';
      open = shown;
      return mark + withoutMarks(line);
    })
    .join('\n');
}

/** Marked texts as one, of which none tells how another goes on. */
export function joinApart(texts: readonly string[]): string {
  return texts.join(APART);
}

/** The texts that were joined. */
export function splitApart(text: string): string[] {
  return text.split(APART);
}

/** What `markShown` marked, at most 20 lines, of long ones both ends; a text without marks stays whole. A mark that was redacted takes its line along. */
export function keepShown(text: string): string {
  if (!text.includes(OPENS) && !text.includes(CLOSES)) return text;
  const shown = text
    .split(OPENS)
    .slice(1)
    .map(piece => piece.split(CLOSES, 1).join(''));
  return shown.join('').trimEnd().split('\n', MOST_LINES).map(cutLine).join('\n');
}

function cutLine(line: string): string {
  if (line.length <= 2 * HALF_A_LINE) return line;
  return `${line.slice(0, HALF_A_LINE)} … ${line.slice(-HALF_A_LINE)}`.toWellFormed();
}
