import { type Category, categorise } from '../databases/category.ts';
import { cleanError } from '../databases/error-text.ts';
import { BEFORE } from '../tools/confiture-failures.ts';
import { isObject, textOf } from './report.ts';

/** What one message of Confiture says of a failure. Texts are raw. */
export interface ConfitureFailure {
  /** The message as it was written. */
  readonly message: string;
  /** The migration that it names; empty: none. */
  readonly migration: string;
  /** The error alone. */
  readonly error: string;
  readonly category: Category;
  /** `before`: its migration had not begun. `in-migration`: it was rolled back. `unknown`: it may have left pieces. */
  readonly reached: 'before' | 'in-migration' | 'unknown';
}

/** Reads a message, with the `code` that stands beside it (empty: none). */
export function readMessage(message: string, code = ''): ConfitureFailure {
  const match = IN_MIGRATION.exec(message);
  const [, version = '', name = '', told = message] = match ?? [];
  const before = BEFORE.test(message);
  const at = told.lastIndexOf(DATABASE_ERROR);
  const words = at === -1 ? told : told.slice(at + DATABASE_ERROR.length);
  const error = cleanError(at === -1 && match !== null && !message.startsWith('Failed') ? message : words);
  const category = categorise({ code, message: error });
  return {
    message,
    migration: match === null ? nameInMessage(message) : joinName(version, name),
    error,
    // What refuses before it looks into a migration is about directories, options or configuration.
    category: before && at === -1 && !OF_MIGRATION.test(message) && category === 'DatabaseError' ? REFUSED : category,
    reached: before ? 'before' : match === null || PIECES.test(message) ? 'unknown' : 'in-migration',
  };
}

const IN_MIGRATION =
  /^(?:Failed to (?:apply|rollback) (?:non-transactional )?migration|Migration) (\S+) \(([^)]*)\):? ?([\s\S]*)$/;
const OF_MIGRATION = /^(?:Migration p|P)reconditions? |^(?:Failed to|Cannot) load migration|^No Migration subclass/;
const REFUSED = 'ConfigurationError';
const DATABASE_ERROR = ' | Error: ';
const PIECES = /^Failed to \w+ non-transactional|Manual cleanup may be required|issued an explicit COMMIT or ROLLBACK/;

/** A problem that a document tells: its message, and what stands beside it. */
export interface Problem {
  readonly message: string;
  readonly code: string;
  readonly migration: string;
  readonly actionable: string;
}

/**
 * The first problem of a document that says that it failed, wherever its shape keeps it: `error` (text or object), `errors`, `issues`,
 * `message`. Every text is empty where there is none.
 */
export function findProblem(document: Readonly<Record<string, unknown>>): Problem {
  const { error, errors, issues, message } = document;
  const listed = [...listOf(issues).filter(isError), ...listOf(errors), error, message];
  for (const found of listed) {
    if (isObject(found)) {
      return {
        message: textOf(found.message),
        code: textOf(found.code),
        migration: textOf(found.migration),
        actionable: textOf(found.actionable).replace(/\.$/, ''),
      };
    }
    if (textOf(found) !== '') return { message: textOf(found), code: '', migration: '', actionable: '' };
  }
  return { message: '', code: '', migration: '', actionable: '' };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isError(issue: unknown): boolean {
  return isObject(issue) && (issue.severity === undefined || issue.severity === 'error');
}

/** A migration as a person names it: `20260102120000_add_payment_table`. */
export function nameMigration(item: unknown): string {
  return isObject(item) ? joinName(textOf(item.version), textOf(item.name)) : textOf(item);
}

function joinName(version: string, name: string): string {
  if (name === '' || name.startsWith(version)) return name || version;
  return version === '' ? name : `${version}_${name}`;
}

function nameInMessage(message: string): string {
  const sentence = message.split(' | SQL', 1)[0] ?? '';
  return (
    /^Failed to load migration (?:.*[/\\])?([\w.-]+?)(?:\.up)?\.(?:py|sql):/.exec(sentence)?.[1] ??
    /^Checksum verification failed for \d+ migration\(s\): ([\w.-]*\w)/.exec(sentence)?.[1] ??
    /^Duplicate migration versions detected: ([\w.-]*\w)/.exec(sentence)?.[1] ??
    // A version is a time.
    /(?<!\w)20\d{12}(?:_\w+)?/.exec(sentence)?.[0] ??
    ''
  );
}
