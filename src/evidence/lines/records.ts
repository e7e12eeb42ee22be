import { parseJson } from '../../primitives/json.ts';
import { levelOf, levelOfNumber } from './levels.ts';
import type { Level } from './line.ts';

/** What a logger's record says: its message, its error and its stack, each possibly of several lines. */
export interface LogRecord {
  readonly texts: readonly string[];
  readonly level?: Level;
  readonly logger?: string;
}

const LONGEST = 262_144;
/** Keys as loggers spell them, without case, signs and blanks: `@timestamp`, `log.level`, `RenderedMessage`. */
const KEYS = {
  message: [
    'message',
    'msg',
    'm',
    'renderedmessage',
    'event',
    'shortmessage',
    'log',
    'textpayload',
    'body',
    'mt',
    'messagetemplate',
  ],
  time: [
    'time',
    'timestamp',
    'ts',
    't',
    'asctime',
    'date',
    'datetime',
    'instant',
    'timemillis',
    'eventtime',
    'realtimetimestamp',
  ],
  level: ['level', 'severity', 'lvl', 'loglevel', 'levelname', 'l', 'priority', 'severitytext'],
  logger: ['loggername', 'logger', 'loglogger', 'category', 'target', 'sourcecontext'],
  error: ['error', 'err', 'errormessage', 'exception', 'thrown', 'x', 'exc', 'failure'],
  stack: [
    'stacktrace',
    'stack',
    'errorstacktrace',
    'exceptionstacktrace',
    'excinfo',
    'extendedstacktrace',
    'errorverbose',
    'fullmessage',
  ],
} as const;
// A tool's own report, of Confiture, Flyway or Atlas, is no record, although it may hold a message and a time.
const REPORT_KEYS = ['success', 'ok', 'flywayversion', 'driver', 'applied', 'migrations'];

/**
 * Reads a line that is one JSON object of a logger: slog, zap, zerolog, pino, bunyan, winston, logback, log4j, ECS, GELF, Serilog,
 * structlog, tracing, Docker's and Google's. Undefined: it is none.
 */
export function readRecord(text: string): LogRecord | undefined {
  if (text.charCodeAt(0) !== 0x7b || text.length > LONGEST) return undefined;
  const end = text.trimEnd();
  if (!end.endsWith('}')) return undefined;
  const document = parseJson(end);
  return isObject(document) ? readDocument(document) : undefined;
}

function readDocument(document: JsonObject): LogRecord | undefined {
  const fields = normalise(document);
  if (REPORT_KEYS.some(key => fields.has(key))) return undefined;
  const inner = fields.get('fields') ?? fields.get('jsonpayload') ?? fields.get('data');
  if (isObject(inner)) {
    for (const [key, value] of normalise(inner)) if (!fields.has(key)) fields.set(key, value);
  }
  const told = pick(fields, KEYS.message, value => typeof value === 'string');
  const message = typeof told === 'string' ? fillTemplate(told, document) : undefined;
  const word =
    pick(fields, KEYS.level, value => typeof value === 'string' || typeof value === 'number') ??
    levelIn(fields.get('log'));
  const level = typeof word === 'number' ? numberLevel(word) : levelOf(typeof word === 'string' ? word : '');
  const isDated = pick(fields, KEYS.time, value => value !== null) !== undefined;
  const stack = describe(pick(fields, KEYS.stack, value => value !== null && value !== ''));
  const error = describe(pick(fields, KEYS.error, value => value !== null && value !== ''));
  if (level === undefined && !isDated) return undefined;
  if (message === undefined && (stack ?? error) === undefined) return undefined;
  const logger = pick(fields, KEYS.logger, value => typeof value === 'string');
  return {
    texts: joinTexts(
      message === undefined ? undefined : message + nameMigration(document, message),
      error,
      stack,
      fields.get('code'),
    ),
    ...(level === undefined ? {} : { level }),
    ...(typeof logger === 'string' ? { logger } : {}),
  };
}

// As tracing prints the fields of sqlx and others for people: `Applying migration migration.version="20250721133933"`
function nameMigration(document: JsonObject, message: string): string {
  return Object.entries(document)
    .filter(([key, value]) => /^migration\b/.test(key) && (typeof value === 'string' || typeof value === 'number'))
    .filter(([, value]) => !message.includes(String(value)))
    .map(([key, value]) => ` ${key}=${JSON.stringify(value)}`)
    .join('');
}

type JsonObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function normalise(document: JsonObject): Map<string, unknown> {
  return new Map(Object.entries(document).map(([key, value]) => [key.toLowerCase().replace(/[@_.\s-]/g, ''), value]));
}

function pick(
  fields: ReadonlyMap<string, unknown>,
  keys: readonly string[],
  fits: (value: unknown) => boolean,
): unknown {
  const key = keys.find(name => fields.has(name) && fits(fields.get(name)));
  return key === undefined ? undefined : fields.get(key);
}

// Elastic's common schema, nested: `log: {level}`
function levelIn(log: unknown): unknown {
  return isObject(log) ? log.level : undefined;
}

// GELF counts as syslog does, from 0 (the gravest) to 7; pino and bunyan from 10 to 60.
function numberLevel(level: number): Level {
  if (level >= 10) return levelOfNumber(level);
  if (level <= 3) return 'error';
  if (level === 4) return 'warning';
  return level <= 6 ? 'info' : 'debug';
}

// Serilog's compact form leaves its values apart: https://github.com/serilog/serilog-formatting-compact
function fillTemplate(message: string, document: JsonObject): string {
  if (!('@mt' in document)) return message;
  return message.replace(/\{[@$]?(\w{1,60})(?:[,:][^{}]{0,40})?\}/g, (all, key: string) => {
    const value = document[key];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : all;
  });
}

function describe(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return describe(value.at(-1));
  if (!isObject(value)) return undefined;
  const fields = normalise(value);
  const text = (...keys: string[]) => pick(fields, keys, held => typeof held === 'string' && held !== '');
  const stack = text('stack', 'stacktrace', 'extendedstacktrace');
  if (typeof stack === 'string') return stack;
  const [type, message] = [text('type', 'name', 'class', 'exctype', 'kind'), text('message', 'msg', 'excvalue')];
  if (typeof message !== 'string') return typeof type === 'string' ? type : undefined;
  return typeof type === 'string' && !message.startsWith(type) ? `${type}: ${message}` : message;
}

function joinTexts(message = '', error = '', stack = '', code: unknown = undefined): string[] {
  const texts = [message];
  if (error !== '' && !message.includes(error) && !stack.includes(error)) texts.push(error);
  if (stack !== '' && stack !== message) texts.push(stack);
  // As Node prints a driver's error.
  if (typeof code === 'string' && /^(?=[A-Z]*\d)[0-9A-Z]{5}$/.test(code)) texts.push(`  code: '${code}',`);
  return texts.length > 1 && message === '' ? texts.slice(1) : texts;
}
