import type { Line } from './line.ts';

const LONGEST_FOR_RULES = 6_000;
const GAP = ' … ';

/** What rules look at: of very long lines both ends. */
export function shortenForRules(lines: readonly Line[]): Line[] {
  return lines.map(line =>
    line.text.length <= LONGEST_FOR_RULES ? line : { text: cutInside(line.text), at: line.at },
  );
}

function cutInside(line: string): string {
  return `${line.slice(0, LONGEST_FOR_RULES / 2)}${GAP}${line.slice(-LONGEST_FOR_RULES / 2)}`;
}

/** `text`, which rules read in shortened `lines`, as it stands in the whole ones. */
export function restoreMiddle(text: string, lines: readonly Line[]): string {
  if (!text.includes(GAP)) return text;
  const long = lines.filter(line => line.text.length > LONGEST_FOR_RULES).map(line => line.text);
  return text
    .split('\n')
    .map(part => long.map(line => findWhole(part, line)).find(whole => whole !== undefined) ?? part)
    .join('\n');
}

function findWhole(part: string, line: string): string | undefined {
  const short = cutInside(line);
  const from = short.indexOf(part);
  const isAcross =
    from !== -1 && from < LONGEST_FOR_RULES / 2 && from + part.length > LONGEST_FOR_RULES / 2 + GAP.length;
  return isAcross ? line.slice(from, line.length - (short.length - from - part.length)) : undefined;
}
