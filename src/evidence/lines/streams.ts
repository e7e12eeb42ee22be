import type { CarriedLine, Line, Stream } from './line.ts';

const EXITED = /^(?<name>[\w.@-]{1,100}) exited with code \d+/;

/**
 * The lines by the names that their carriers gave them, in the order of each name's first line. Where there is but one name, all lines
 * are one stream; else those that no name stands before are one of their own, but for a container's exit, which is the container's, and for what follows a tenant's line.
 */
export function separate(lines: readonly CarriedLine[]): readonly Stream[] {
  const names = [...new Set(lines.map(({ name }) => name))].filter(name => name !== '');
  if (names.length < 2) return [{ name: '', lines: dedent(lines.map(strip)) }];
  const streams = new Map<string, Line[]>();
  let turn = '';
  for (const line of lines) {
    const name = line.name || nameOfExit(line.text, names) || turn;
    if (line.name !== '') turn = line.inTurn === true ? line.name : '';
    const own = streams.get(name);
    if (own === undefined) streams.set(name, [strip(line)]);
    else own.push(strip(line));
  }
  return [...streams]
    .filter(([name, own]) => name !== '' || own.some(({ text }) => text.trim() !== ''))
    .map(([name, own]) => ({ name, lines: dedent(own) }));
}

// Compose 1 puts the project before the name: `shop_migrate_1 exited with code 1` of `migrate_1`.
function nameOfExit(text: string, names: readonly string[]): string {
  const exited = EXITED.exec(text)?.groups?.name;
  if (exited === undefined) return '';
  return (
    names.find(name => name === exited) ?? names.find(name => exited.endsWith(name) || name.endsWith(exited)) ?? ''
  );
}

function strip({ name: _, inTurn: __, ...line }: CarriedLine): Line {
  return line;
}

const FEWEST = 5;

// Heroku and Gradle move all lines to the right. Two blanks are a tool's own list.
function dedent(lines: readonly Line[]): readonly Line[] {
  const told = lines.filter(({ text }) => text.trim() !== '');
  if (told.length < FEWEST) return lines;
  let blanks = Number.POSITIVE_INFINITY;
  for (const { text } of told) {
    blanks = Math.min(blanks, text.search(/[^ ]/));
    if (blanks === 0) return lines;
  }
  return blanks === 2 || blanks === 3 ? lines : lines.map(line => ({ ...line, text: line.text.slice(blanks) }));
}
