import { isSqlstate } from './sqlstate.ts';

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
 * The category of an error. A SQLSTATE decides; else the tool's code or the exception class; else the words.
 * `code` takes whatever a tool or a user calls the error: `CONFIG_006`, `42P01`, `P1001`, `psycopg.errors.UndefinedTable`, `LockError`.
 */
export function categorise(error: {
  readonly code?: string;
  readonly sqlstate?: string;
  readonly message?: string;
}): Category {
  const code = (error.code ?? '').trim().slice(0, 200);
  const sqlstate = error.sqlstate || (isSqlstate(code.toUpperCase()) ? code.toUpperCase() : '');
  if (sqlstate !== '') return categoriseSqlstate(sqlstate);
  const message = (error.message ?? '').slice(0, 4000);
  return (
    CATEGORIES.find(category => category.toLowerCase() === code.toLowerCase()) ??
    categoriseCode(code, message) ??
    categoriseClass(code) ??
    categoriseWords(`${code} ${message}`) ??
    (className(code) === 'OperationalError' ? 'ConnectionError' : 'DatabaseError')
  );
}

function categoriseSqlstate(sqlstate: string): Category {
  if (sqlstate.startsWith('08')) return 'ConnectionError';
  if (sqlstate.startsWith('28') || sqlstate === '42501') return 'PermissionError';
  if (sqlstate.startsWith('23')) return 'ConstraintError';
  if (sqlstate === '42601') return 'SyntaxError';
  if (sqlstate.startsWith('42')) return 'SchemaError';
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
    /violates row-level security|permission denied|must be (?:owner|superuser)|must have .{1,40} privilege|requires_superuser/i,
    'PermissionError',
  ],
  [/(?:password|peer|ident|\w+) authentication failed|no pg_hba\.conf entry|access denied/i, 'PermissionError'],
  [/(?:FATAL|connect).{0,200}role "[^"]{0,100}" does not exist/i, 'PermissionError'],
  [/lock timeout|deadlock detected|could not obtain lock|database is locked/i, 'LockError'],
  [
    /(?:acquir(?:e|ing)|tak(?:e|ing)|get|obtain) .{0,40}\block\b|already locked|(?:another|other) migration/i,
    'LockError',
  ],
  [/violates .{0,60}constraint|duplicate key value|contains null values|is violated by some row/i, 'ConstraintError'],
  [/could not create unique index|duplicate entry|(?:UNIQUE|FOREIGN KEY) constraint failed/i, 'ConstraintError'],
  [/\bE(?:CONNREFUSED|CONNRESET|HOSTUNREACH|NETUNREACH|TIMEDOUT|AI_AGAIN|NOTFOUND)\b/, 'ConnectionError'],
  [/connection (?:to .{0,200} )?(?:refused|reset|timed out|terminated|could not be created)/i, 'ConnectionError'],
  [
    /connection to server (?:at|on)|could not connect|failed to connect|unable to (?:connect|obtain connection)/i,
    'ConnectionError',
  ],
  [/can't reach database|server closed the connection|no such host|no route to host|dial tcp/i, 'ConnectionError'],
  [/could not translate host name|unknown host|name or service not known|network is unreachable/i, 'ConnectionError'],
  [/database system is (?:starting up|shutting down|in recovery)|too many (?:clients|connections)/i, 'ConnectionError'],
  [/statement timeout|canceling statement due to|timed out|timeout (?:expired|exceeded)/i, 'TimeoutError'],
  [/syntax error|error in your SQL syntax|unterminated quoted/i, 'SyntaxError'],
  [
    /(?:relation|column|function|type|table|constraint|index|operator|trigger|view|sequence|role|object)\b.{0,200} (?:does not|doesn't) exist/i,
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
