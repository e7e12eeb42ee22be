import { levelOf } from './levels.ts';
import { type CarriedLine, joinNames } from './line.ts';

type Kind = 'bar' | 'bracket' | 'colon' | 'pod' | 'stamp';

/** A prefix that a line may have: lines of one carrier share its key. */
interface Shape {
  readonly kind: Kind;
  readonly key: string;
  /** Characters of the text that the prefix takes. */
  readonly length: number;
  readonly name: string;
}

/** How a key is met: in how many lines, at most how many in a row, by how many names, and whether a line has nothing behind it. */
interface Tally {
  count: number;
  longest: number;
  current: number;
  last: number;
  empty: boolean;
  readonly names: Set<string>;
}

const FEWEST = 3;
/** So many lines in a row are a carrier's, whatever stands before and behind them. */
const LONG_RUN = 8;
const PATTERNS: readonly (readonly [Kind, RegExp])[] = [
  ['bar', /^(?<name>[A-Za-z][\w.@/-]{0,100}(?::[a-z][\w.-]{0,60})?|\d[\w.@/-]{0,100}) {0,80}[|│](?: |$)/],
  ['bracket', /^\[(?<name>[A-Za-z][\w.:@/-][\w .:@/-]{0,60}|\d{1,3})\](?: |$)/],
  ['pod', /^(?<name>[a-z0-9][a-z0-9.-]{0,80}-[bcdfghjklmnpqrstvwxz2456789]{5} [a-z0-9][a-z0-9-]{0,60})(?: |$)/],
  ['colon', /^(?<name>[A-Za-z@][\w.@/-]{0,80}(?: [a-z][\w:-]{0,40})?(?::[A-Za-z][\w-]{0,40}){0,3}):(?: |$)/],
  // What stands before a date may be a name: last.
  ['stamp', /^(?<name>[^\n]{0,60}?\b\d{1,2}:\d\d[^\n]{0,40}?)(?: \| ?|\] |> | - |: )/],
];
const EXPANDED_ROW = /^-\[ RECORD \d+ \]/;
const ANNOUNCED = /^(?:(?<name>[\w.-]{1,100}) exited with code \d+|Attaching to (?<names>[\w., -]{1,500}))$/;

/**
 * Takes off what stands before most of `lines`, or before many in a row, and nobody named; undefined: no such thing.
 * A word alone is none (`Applying: a.sql`): a carrier's name has a sign or digit in it, or stands before empty lines, too.
 */
export function takeOffShapes(lines: readonly CarriedLine[]): CarriedLine[] | undefined {
  const shapes = lines.map(line => readShapes(line.text));
  const tallies = tally(lines, shapes);
  const told = lines.filter(({ text }) => text.trim() !== '').length;
  const announced = findAnnounced(lines);
  const isTable = lines.some(({ text }) => EXPANDED_ROW.test(text));
  let changed = false;
  const bare = lines.map((line, index) => {
    const shape = shapes[index]?.find(
      one =>
        !(isTable && one.kind === 'bar') &&
        ((one.kind === 'bar' && announced.has(one.name)) || isCarrier(one, tallies, told)),
    );
    if (shape === undefined) return line;
    changed = true;
    return { ...line, text: line.text.slice(shape.length), ...nameBy(shape, line, tallies.get(shape.key), told) };
  });
  return changed ? bare : undefined;
}

function readShapes(text: string): Shape[] {
  const found: Shape[] = [];
  for (const [kind, pattern] of PATTERNS) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const name = match.groups?.name?.trim() ?? '';
    if (!isSevere(name)) found.push({ kind, key: keyOf(kind, match[0], name), length: match[0].length, name });
  }
  return found;
}

// The server's words and psql's are no names.
function isSevere(name: string): boolean {
  return levelOf(name) !== undefined || /^(?:psql\b|DETAIL$|HINT$|LINE$|CONTEXT$|STATEMENT$)/.test(name);
}

function keyOf(kind: Kind, prefix: string, name: string): string {
  if (kind === 'stamp') {
    return prefix
      .replace(/\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|[ap]m)\b/gi, 'A')
      .replace(/\d+/g, '0');
  }
  return kind === 'colon' ? `colon ${name}` : kind;
}

function tally(lines: readonly CarriedLine[], shapes: readonly (readonly Shape[])[]): ReadonlyMap<string, Tally> {
  const tallies = new Map<string, Tally>();
  let told = 0;
  for (const [index, line] of lines.entries()) {
    if (line.text.trim() !== '') told += 1;
    for (const { key, name, length } of shapes[index] ?? []) {
      const one = tallies.get(key) ?? { count: 0, longest: 0, current: 0, last: -1, empty: false, names: new Set() };
      tallies.set(key, one);
      one.count += 1;
      one.current = one.last === told - 1 ? one.current + 1 : 1;
      one.longest = Math.max(one.longest, one.current);
      one.last = told;
      one.empty ||= line.text.length <= length;
      if (one.names.size <= MOST_NAMES) one.names.add(name);
    }
  }
  return tallies;
}

const MOST_NAMES = 24;

function isCarrier({ kind, key, name }: Shape, tallies: ReadonlyMap<string, Tally>, told: number): boolean {
  const one = tallies.get(key);
  if (one === undefined || one.count < FEWEST) return false;
  const share = one.count / told;
  if (kind === 'stamp') return share >= 0.6 || one.longest >= LONG_RUN;
  // A name comes back; what counts on (`[1/9] `) does not.
  if (one.names.size > MOST_NAMES || one.names.size > one.count / 2) return false;
  if (kind !== 'colon') return share >= 0.6 || one.longest >= LONG_RUN;
  const isName = /[\d@/._-]|:[a-z]/.test(name);
  return (
    (isName || one.empty) && (share >= 0.8 || one.longest >= LONG_RUN || (isName && shareOfNames(tallies, told) >= 0.8))
  );
}

function shareOfNames(tallies: ReadonlyMap<string, Tally>, told: number): number {
  let count = 0;
  for (const [key, one] of tallies) if (key.startsWith('colon ') && one.count >= FEWEST) count += one.count;
  return count / told;
}

// Who carries a container's lines carries them all; between a logger's lines stand those that it did not print.
function nameBy(shape: Shape, line: CarriedLine, one: Tally | undefined, told: number): Partial<CarriedLine> {
  if (shape.kind === 'stamp') return {};
  const isContainer = shape.kind === 'bar' || shape.kind === 'pod' || (one?.count ?? 0) / told >= 0.9;
  return isContainer ? { name: joinNames(line.name, shape.name) } : { logger: shape.name };
}

function findAnnounced(lines: readonly CarriedLine[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { text } of lines) {
    const groups = /^Attaching to | exited with code /.test(text.slice(0, 120))
      ? ANNOUNCED.exec(text)?.groups
      : undefined;
    for (const name of (groups?.name ?? groups?.names ?? '').split(/, ?/)) names.add(name);
  }
  return names;
}
