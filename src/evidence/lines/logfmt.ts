import { parseJson } from '../../primitives/json.ts';
import { levelOf } from './levels.ts';
import type { CarriedLine } from './line.ts';
import type { LogRecord } from './records.ts';

const FIRST_KEY = /^(?:time|ts|t|at|timestamp|level|lvl|severity|msg|caller|logger|source)=/;
const PAIR = /([\w.@/-]{1,80})=("(?:[^"\\\n]|\\.)*"|[^\s"]*)(?: {1,80}|$)/y;

/** Reads a line of logfmt, as logrus, slog and go-kit write it: https://brandur.org/logfmt. Undefined: it is none. */
export function readLogfmt(text: string): LogRecord | undefined {
  if (!FIRST_KEY.test(text)) return undefined;
  const fields = new Map<string, string>();
  PAIR.lastIndex = 0;
  for (let match = PAIR.exec(text); match !== null; match = PAIR.exec(text)) {
    const [, key = '', value = ''] = match;
    fields.set(key, unquote(value));
    if (PAIR.lastIndex === text.length) break;
  }
  const message = fields.get('msg') ?? fields.get('message');
  const error = fields.get('error') ?? fields.get('err');
  const level = levelOf(fields.get('level') ?? fields.get('lvl') ?? fields.get('severity') ?? '');
  if ((message ?? error) === undefined || (level === undefined && !FIRST_KEY.test(text))) return undefined;
  const logger = fields.get('logger');
  const told = error === undefined || error === '' || message?.includes(error) ? [] : [error];
  return {
    texts: message === undefined || (message === '' && told.length > 0) ? told : [message, ...told],
    ...(level === undefined ? {} : { level }),
    ...(logger === undefined ? {} : { logger }),
  };
}

const ERROR_FIELD = /[ \t](?:error|err)=("(?:[^"\\\n]|\\.)*"|\S+)/;
const FIELDS = /\t(\{"[^\n]*\})$/;

/** What stands behind the message of an error that a logger printed for people: `text  error="the reason" id=4`. */
export function splitFields(line: CarriedLine): CarriedLine[] {
  if (line.level !== 'error') return [line];
  const field = ERROR_FIELD.exec(line.text);
  if (field !== null) return [cut(line, field.index), { ...line, text: unquote(field[1] ?? '') }];
  const fields = line.text.endsWith('}') ? FIELDS.exec(line.text) : null;
  if (fields === null) return [line];
  const document = parseJson(fields[1] ?? '');
  if (typeof document !== 'object' || document === null || !('error' in document)) return [line];
  const { error } = document;
  return typeof error === 'string' ? [cut(line, fields.index), { ...line, text: error }] : [line];
}

function cut(line: CarriedLine, end: number): CarriedLine {
  return { ...line, text: line.text.slice(0, end).trimEnd() };
}

function unquote(value: string): string {
  if (!value.startsWith('"')) return value;
  const text = parseJson(value);
  return typeof text === 'string' ? text : value.slice(1, -1);
}
