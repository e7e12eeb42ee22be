import { CATEGORIES, type Category } from './category-name.ts';
import { categoriseWords } from './category-words.ts';
import type { Dialect } from './dialect.ts';
import { categoriseTranslated } from './languages.ts';
import { isSqlstate } from './sqlstate.ts';
import { categoriseVendorCode } from './vendor-code.ts';

export type { Category } from './category-name.ts';

/**
 * The category of an error. The vendor's code decides where its database is known, else a SQLSTATE; else the tool's code or the exception
 * class; else the database's own words. `code` takes whatever a tool or a user calls the error: `CONFIG_006`, `42P01`, `P1001`,
 * `psycopg.errors.UndefinedTable`, `LockError`. A class that says little (`OperationalError`) decides nothing.
 */
export function categorise(error: {
  readonly code?: string;
  readonly sqlstate?: string;
  readonly class?: string;
  readonly message?: string;
  readonly dialect?: Dialect;
}): Category {
  const code = (error.code ?? '').trim().slice(0, 200);
  const vendor = categoriseVendorCode(code, error.dialect) ?? categoriseOracle(error.message ?? '');
  if (vendor !== undefined) return vendor;
  const sqlstate = error.sqlstate || (isSqlstate(code.toUpperCase()) ? code.toUpperCase() : '');
  const message = (error.message ?? '').slice(0, 4000);
  const words = categoriseWords(`${code} ${message}`) ?? categoriseTranslated(message);
  const decided = sqlstate === '' ? undefined : categoriseSqlstate(sqlstate);
  // MySQL and ODBC file most of their errors under a few SQLSTATEs.
  if (decided !== undefined)
    return COARSE.test(sqlstate) && error.dialect !== 'postgresql' ? (words ?? decided) : decided;
  return (
    CATEGORIES.find(category => category.toLowerCase() === code.toLowerCase()) ??
    categoriseCode(code, message) ??
    categoriseClass(code) ??
    categoriseClass(error.class ?? '') ??
    words ??
    'DatabaseError'
  );
}

// Drivers and frameworks hand on Oracle's words with its code in them.
function categoriseOracle(message: string): Category | undefined {
  const codes = message.slice(0, 4000).match(/\bORA-\d{5}\b/g) ?? [];
  return codes.map(code => categoriseVendorCode(code, 'oracle')).find(category => category !== undefined);
}

const COARSE = /^(?:42000|37000|23000)$/;

function categoriseSqlstate(sqlstate: string): Category {
  if (/^08|^57P0[1-5]$|^53300$/.test(sqlstate)) return 'ConnectionError';
  if (sqlstate.startsWith('28') || sqlstate === '42501') return 'PermissionError';
  if (sqlstate.startsWith('23')) return 'ConstraintError';
  // PostgreSQL's and Db2's, H2's, HSQLDB's, Derby's.
  if (/^(?:42601|42001|42581|42X01)$/.test(sqlstate)) return 'SyntaxError';
  if (sqlstate.startsWith('42') || sqlstate === '3F000') return 'SchemaError';
  if (sqlstate === '40P01' || sqlstate === '55P03') return 'LockError';
  return sqlstate === '57014' ? 'TimeoutError' : 'DatabaseError';
}

// Confiture: docs/reference/error-codes.md of fraiseql/confiture. Prisma: https://www.prisma.io/docs/orm/reference/error-reference
const CODES: readonly (readonly [RegExp, Category])[] = [
  [/^CONFIG_006$/, 'ConnectionError'],
  [/^(?:CONFIG_|VALID_|MIGR_106)/, 'ConfigurationError'],
  [/^LOCK_/, 'LockError'],
  [/^P(?:1000|1010)$/, 'PermissionError'],
  [/^P(?:1001|1002|1011|1017)$/, 'ConnectionError'],
  [/^P1008$/, 'TimeoutError'],
  [/^P(?:1012|1013|3019)$/, 'ConfigurationError'],
  [/^DB_CONNECTION$/, 'ConnectionError'],
  [/^CONFIGURATION$/, 'ConfigurationError'],
  [/^CHECKSUM_/, 'ChecksumError'],
];

function categoriseCode(code: string, message: string): Category | undefined {
  if (code === 'P1002' && /advisory lock/i.test(message)) return 'LockError';
  return CODES.find(([pattern]) => pattern.test(code))?.[1];
}

// Names of psycopg.errors, PG:: and ActiveRecord. https://www.psycopg.org/psycopg3/docs/api/errors.html
const CLASSES: readonly (readonly [RegExp, Category])[] = [
  [/^(?:InsufficientPrivilege|InvalidPassword|InvalidAuthorizationSpecification)$/, 'PermissionError'],
  [/(?:Violation|RecordNotUnique|InvalidForeignKey|IntegrityError|UniqueConstraintError)$/, 'ConstraintError'],
  [/^SyntaxError$/, 'SyntaxError'],
  [/^(?:LockNotAvailable|DeadlockDetected|Deadlocked|LockWaitTimeout|ConcurrentMigrationError)$/, 'LockError'],
  [/^(?:QueryCanceled|StatementTimeout)$/, 'TimeoutError'],
  [/^(?:Undefined|Duplicate|Ambiguous)(?:Table|Column|Function|Object|Parameter|Alias|Schema)$/, 'SchemaError'],
  [/^(?:DatatypeMismatch|WrongObjectType|InvalidTableDefinition|InvalidColumnReference|CannotCoerce)$/, 'SchemaError'],
  [/^(?:Connection(?:NotEstablished|Bad|Failure|Exception|DoesNotExist)|DatabaseConnectionError)$/, 'ConnectionError'],
  [/^(?:SqlclientUnableToEstablishSqlconnection|SequelizeConnection\w*Error|ConnectException)$/, 'ConnectionError'],
  [/^(?:ImproperlyConfigured|UsageError|ModuleNotFoundError|ImportError)$/, 'ConfigurationError'],
];

function className(code: string): string {
  return code.split(/[.:]+/).at(-1) ?? '';
}

function categoriseClass(code: string): Category | undefined {
  const name = className(code);
  return CLASSES.find(([pattern]) => pattern.test(name))?.[1];
}
