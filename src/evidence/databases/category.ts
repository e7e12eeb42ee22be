import type { Dialect } from './dialect.ts';
import { categoriseTranslated } from './languages.ts';
import { isSqlstate } from './sqlstate.ts';
import { categoriseVendorCode } from './vendor-code.ts';

/** What kind of failure it was: the name under which runbooks and severities are looked up. */
export type Category = (typeof CATEGORIES)[number];

const CATEGORIES = [
  'ConnectionError',
  'PermissionError',
  'ConstraintError',
  'SyntaxError',
  'SchemaError',
  'LockError',
  'TimeoutError',
  'ConfigurationError',
  'ChecksumError',
  'DatabaseError',
] as const;

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
  const vendor = categoriseVendorCode(code, error.dialect);
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

const COARSE = /^(?:42000|37000|23000)$/;

function categoriseSqlstate(sqlstate: string): Category {
  if (/^08|^57P0[1-5]$|^53300$/.test(sqlstate)) return 'ConnectionError';
  if (sqlstate.startsWith('28') || sqlstate === '42501') return 'PermissionError';
  if (sqlstate.startsWith('23')) return 'ConstraintError';
  if (sqlstate === '42601') return 'SyntaxError';
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
  [/^(?:ImproperlyConfigured|UsageError)$/, 'ConfigurationError'],
];

function className(code: string): string {
  return code.split(/[.:]+/).at(-1) ?? '';
}

function categoriseClass(code: string): Category | undefined {
  const name = className(code);
  return CLASSES.find(([pattern]) => pattern.test(name))?.[1];
}

// The server's own words stand in its message catalogue (src/backend/po of PostgreSQL), libpq's in fe-connect.c.
// The first that fits wins: a refused password arrives inside "connection to server … failed", a lock timeout is a timeout too.
const WORDS: readonly (readonly [RegExp, Category])[] = [
  [/checksum (?:verification failed|mismatch)|checksum\w* (?:do(?:es)? not|did not|doesn't) match/i, 'ChecksumError'],
  [/checksum file|validation failed for .{0,100}checksum/i, 'ChecksumError'],
  [
    /violates row-level security|permission (?:was )?denied|command denied|insufficient privileges|readonly database|must be (?:owner|superuser)|must have .{1,40} privilege|requires_superuser/i,
    'PermissionError',
  ],
  [
    /(?:password|peer|ident|\w+) authentication failed|no pg_hba\.conf entry|access denied|login failed/i,
    'PermissionError',
  ],
  [/(?:FATAL|connect).{0,200}role "[^"]{0,100}" does not exist/i, 'PermissionError'],
  [
    /lock timeout|deadlock (?:detected|found)|deadlocked on|could not obtain lock|database (?:table )?is locked/i,
    'LockError',
  ],
  [/lock (?:wait timeout|request time out)|resource busy and acquire with NOWAIT/i, 'LockError'],
  [
    /(?:acquir(?:e|ing)|tak(?:e|ing)|get|obtain) .{0,40}\block\b|already locked|(?:another|other) migration/i,
    'LockError',
  ],
  [/violates .{0,60}constraint|duplicate key value|contains null values|is violated by some row/i, 'ConstraintError'],
  [
    /cannot insert (?:duplicate|the value NULL)|conflicted with the .{1,40} constraint|E11000|cannot be null/i,
    'ConstraintError',
  ],
  [
    /(?:add or update a child|delete or update a parent) row|constraint .{1,200} failed for|Constraint Error: /i,
    'ConstraintError',
  ],
  [
    /could not create unique index|duplicate entry|(?:UNIQUE|FOREIGN KEY|NOT NULL|CHECK|PRIMARY KEY) constraint failed/i,
    'ConstraintError',
  ],
  [/\bE(?:CONNREFUSED|CONNRESET|HOSTUNREACH|NETUNREACH|TIMEDOUT|AI_AGAIN|NOTFOUND)\b/, 'ConnectionError'],
  [/connection (?:to .{0,200} )?(?:refused|reset|timed out|terminated|could not be created)/i, 'ConnectionError'],
  [
    /connection to server (?:at|on)|could not connect|failed to connect|unable to (?:connect|obtain connection)/i,
    'ConnectionError',
  ],
  [/can't reach database|server closed the connection|no such host|no route to host|dial tcp/i, 'ConnectionError'],
  [/could not translate host name|unknown host|name or service not known|network is unreachable/i, 'ConnectionError'],
  [/database system is (?:starting up|shutting down|in recovery)|too many (?:clients|connections)/i, 'ConnectionError'],
  [
    /communications link failure|(?:can't|cannot) connect to|server has gone away|lost connection|network-related or/i,
    'ConnectionError',
  ],
  [
    /unknown (?:MySQL|MariaDB) server host|server selection timed out|connection attempt failed|too many connections/i,
    'ConnectionError',
  ],
  [/statement timeout|canceling statement due to|timed out|timeout (?:expired|exceeded)/i, 'TimeoutError'],
  [
    /syntax error|error in your SQL syntax|incorrect syntax|unterminated quoted|unclosed quotation|Parser Error: |unrecognized token|incomplete input/i,
    'SyntaxError',
  ],
  [
    /(?:relation|column|function|type|table|constraint|index|operator|trigger|view|sequence|role|object)\b.{0,200} (?:does not|doesn't) exist/i,
    'SchemaError',
  ],
  [
    /already (?:exists|an object named)|duplicate (?:column|key) name|can't drop|invalid (?:object|column) name|cannot find the (?:object|index)/i,
    'SchemaError',
  ],
  [
    /key column .{1,200} doesn't exist|foreign key constraint .{1,200}(?:incompatible|incorrectly formed)|key was too long/i,
    'SchemaError',
  ],
  [
    /does not exist or not authorized|must be unique\. column|same data type as referencing|multiple cascade paths|Catalog Error: |Binder Error: /i,
    'SchemaError',
  ],
  [/already exists|cannot be cast|is ambiguous|no such (?:table|column)|multiple primary keys/i, 'SchemaError'],
  [
    /but expression is of type|is not unique|unknown column|cannot be implemented|is not a (?:table|view)/i,
    'SchemaError',
  ],
  [/no such (?:option|command)|configuration file|duplicate migration version/i, 'ConfigurationError'],
];

function categoriseWords(words: string): Category | undefined {
  return WORDS.find(([pattern]) => pattern.test(words))?.[1];
}
