import { readAnsible } from './ansible.ts';
import { CONTAINERS } from './containers.ts';
import type { CarriedLine } from './line.ts';
import { readLogfmt, splitFields } from './logfmt.ts';
import { LOGGERS } from './loggers.ts';
import { isNamedByLogger, nameByLogger, tabulate, takeOffPrefix } from './prefix.ts';
import { type LogRecord, readRecord } from './records.ts';
import { STAMPS } from './stamps.ts';
import { splitOverwritten, stripTerminal } from './terminal.ts';
import { readCommand } from './workflow-commands.ts';

// `gh run view --log` puts job and step before the runner's stamp.
const GH_RUN_VIEW = /^[^\t]{1,200}\t[^\t]{1,200}\t(?=\d{4}-\d\d-\d\dT)/;
const TABLE = tabulate([...STAMPS, ...CONTAINERS, ...LOGGERS]);
/** Carriers within carriers: a runner's stamp, a container's name, a logger's stamp and layout, and some more. */
const MOST_PREFIXES = 10;
const MOST_RECORDS = 3;

/** What `line` says without the carriers that one line is enough to know; empty: it is talk between script and runner. */
export function takeOffCarriers(line: CarriedLine): CarriedLine[] {
  const lines: CarriedLine[] = [];
  unwrap(line, 0, lines);
  return lines;
}

function unwrap(carried: CarriedLine, depth: number, lines: CarriedLine[]): void {
  let line = carried;
  for (let count = 0; count < MOST_PREFIXES; count += 1) {
    if (line.text.includes('\t')) line = { ...line, text: line.text.replace(GH_RUN_VIEW, '') };
    const command = readCommand(line.text);
    if (command === 'silent') return;
    if (command !== undefined) {
      line = { ...line, text: command.error, level: 'error' };
      continue;
    }
    const bare = takeOffPrefix(line, TABLE);
    if (bare === undefined) break;
    line = bare;
    if (isNamedByLogger(line.logger)) {
      lines.push({ ...line, text: nameByLogger(line.level ?? 'info', line.logger, line.text) });
      return;
    }
  }
  const record =
    depth < MOST_RECORDS ? (readRecord(line.text) ?? readAnsible(line.text) ?? readLogfmt(line.text)) : undefined;
  if (record === undefined) lines.push(...splitFields(line));
  else for (const text of record.texts) openRecord(line, record, text, depth, lines);
}

function openRecord(line: CarriedLine, record: LogRecord, text: string, depth: number, lines: CarriedLine[]): void {
  const { texts: _, ...about } = record;
  // A record ends its message as the program ended its line.
  for (const part of stripTerminal(text.replace(/\r?\n$/, ''))
    .split('\n')
    .flatMap(splitOverwritten)) {
    const said = isNamedByLogger(record.logger) ? nameByLogger(record.level ?? 'info', record.logger, part) : part;
    unwrap({ ...line, ...about, text: said }, depth + 1, lines);
  }
}
