// One stands before every line: what of a text is shown can be told also where redaction took a mark. To a rule they are blanks.
const SHOWN = '\u2028';
const HIDDEN = '\u2029';
const APART = '\u001c';

const MOST_LINES = 20;
const HALF_A_LINE = 3_000;

/** Lines that stand together and are all shown, or all hidden. */
export interface Block {
  readonly shown: boolean;
  readonly text: string;
}

/** `text` without characters that could be taken for marks. */
export function withoutMarks(text: string): string {
  return text.replaceAll(APART, '').replace(/[\u2028\u2029]/g, '\n');
}

/**
 * Blocks as one text that tells them apart. What makes a secret of a line (an opening quote, the head of a key) may stand far
 * above it: what is hidden is redacted along, then left out.
 */
export function markBlocks(blocks: readonly Block[]): string {
  const lines = blocks.flatMap(({ shown, text }) =>
    withoutMarks(text)
      .split('\n')
      .map(line => (shown ? SHOWN : HIDDEN) + line),
  );
  return lines.join('\n');
}

/** The blocks that were marked; all of a text without marks is shown. */
export function readBlocks(marked: string): Block[] {
  if (!marked.startsWith(SHOWN) && !marked.startsWith(HIDDEN)) return [{ shown: true, text: marked }];
  const blocks: { readonly shown: boolean; text: string }[] = [];
  for (const line of marked.split('\n')) {
    const shown = line.startsWith(SHOWN);
    const last = blocks.at(-1);
    if (last?.shown === shown) last.text += `\n${line.slice(1)}`;
    else blocks.push({ shown, text: line.slice(1) });
  }
  return blocks;
}

/** Marked texts as one, of which none tells how another goes on. */
export function joinApart(texts: readonly string[]): string {
  return texts.join(APART);
}

/** The texts that were joined. */
export function splitApart(text: string): string[] {
  return text.split(APART);
}

/** What redacts a text that is shown, and one that stands around it. */
interface RegionRedactor {
  redact(text: string): Promise<string>;
  redactContext(text: string): Promise<string>;
}

/** The lines of a marked region that are to be shown, redacted alone and then once more with those around them. */
export async function redactRegion(region: string, redactor: RegionRedactor): Promise<string> {
  const blocks = await Promise.all(
    readBlocks(region).map(async ({ shown, text }) => ({ shown, text: shown ? await redactor.redact(text) : text })),
  );
  const kept = keepShown(await redactor.redactContext(markBlocks(blocks)), blocks);
  // A pattern may go on over a blank line, which is not shown.
  const isWhole = blocks.filter(({ shown }) => shown).length < 2;
  return cutExcerpt(isWhole ? kept : await redactor.redact(kept));
}

/** The shown lines of `blocks` as far as they are left in `redacted`, their marked text after redaction. Nothing else is ever shown. */
export function keepShown(redacted: string, blocks: readonly Block[]): string {
  const lines = blocks.flatMap(({ shown, text }) => (shown ? text.split('\n') : []));
  let next = 0;
  const kept: string[] = [];
  for (const piece of redacted.split(SHOWN).slice(1)) {
    const segments = piece.split(HIDDEN, 1).join('').replace(/\n$/, '').split('***');
    const at = lines.findIndex((line, index) => index >= next && line.startsWith(segments[0] ?? ''));
    if (at === -1) continue;
    kept.push(keepSegments(segments, lines[at] ?? ''));
    next = at + 1;
  }
  return kept.join('\n');
}

// Where redaction took the next mark along, what follows is the end of another line.
function keepSegments([head = '', ...others]: readonly string[], line: string): string {
  let kept = head;
  let from = head.length;
  for (const [index, segment] of others.entries()) {
    const at = index < others.length - 1 ? line.indexOf(segment, from) : line.length - segment.length;
    if (at < from || !line.startsWith(segment, at)) return `${kept}***`;
    kept += `***${segment}`;
    from = at + segment.length;
  }
  return kept;
}

/** The first 20 lines of `text`, of long ones both ends. */
export function cutExcerpt(text: string): string {
  return text.trimEnd().split('\n', MOST_LINES).map(cutLine).join('\n');
}

function cutLine(line: string): string {
  if (line.length <= 2 * HALF_A_LINE) return line;
  return `${line.slice(0, HALF_A_LINE)} … ${line.slice(-HALF_A_LINE)}`.toWellFormed();
}
