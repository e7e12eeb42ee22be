import type { Line } from '../lines/lines.ts';

const MOST_LINES = 20;
// Frames of stacks: JavaScript, Java, Python, Ruby, Go, .NET, PHP, Elixir, and the carets that point at them.
const FRAME =
  /^\s*(?:at \S|File "|[~^]+\s*$|\.\.\. \d+ |#\d+ |\([\w.]+ [\d.]+\) |goroutine \d+ |\d+: (?:0x|std::|core::|\w+::)|from \S+:\d+:in )|^\/?[\w./@+~-]{1,300}:\d+:in [`']/;

/** Whether a line tells something: it is not blank and no frame of a stack. */
export function isTelling(line: string): boolean {
  return line.trim() !== '' && !FRAME.test(line);
}

/**
 * The indices of the lines to show of an error: those at `read`, and what stands right around them; at most 20, without frames of a stack.
 * Where there are more, the first four (they name the migration) and the last.
 */
export function chooseExcerpt(lines: readonly Line[], read: readonly number[]): readonly number[] {
  const wanted = new Set<number>();
  for (const index of read) for (let near = index - 1; near <= index + 4; near += 1) wanted.add(near);
  return cut(pickTelling(lines, wanted));
}

/** The indices of the last lines that tell something before `end`, at most `most`, with those at `also`, at most 20 in all. */
export function chooseLastLines(
  lines: readonly Line[],
  from: number,
  end: number,
  { most = MOST_LINES, also = [] }: { readonly most?: number; readonly also?: readonly number[] } = {},
): readonly number[] {
  const last: number[] = [];
  for (let index = end - 1; index >= from && last.length < most; index -= 1)
    if (isTelling(lines[index]?.text ?? '')) last.push(index);
  return cut(pickTelling(lines, new Set([...also, ...last])));
}

function pickTelling(lines: readonly Line[], wanted: ReadonlySet<number>): number[] {
  return [...wanted].sort((a, b) => a - b).filter(index => isTelling(lines[index]?.text ?? ''));
}

function cut(shown: readonly number[]): readonly number[] {
  return shown.length <= MOST_LINES ? shown : [...shown.slice(0, 4), ...shown.slice(4 - MOST_LINES)];
}
