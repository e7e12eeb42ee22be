import type { Dialect } from './dialect.ts';
import { MYSQL } from './mysql-sentences.ts';
import { COCKROACHDB, POSTGRESQL } from './postgresql-sentences.ts';
import { SQLITE } from './sqlite-sentences.ts';
import { SQLSERVER } from './sqlserver-sentences.ts';

// How each database begins its sentences: enough to know an error by, when nothing else tells. What two of them say alike has no
// dialect. Each is anchored where a sentence begins, has a name in quotes or words that no tool would use.
const ORACLE = ['(?:ORA|TNS|SP2|PLS|DPI|DPY|NJS|OCI)-\\d{3,5}: ?'].join('|');
const SNOWFLAKE = [
  'SQL (?:compilation error|access control error|execution error):?',
  "Object '.{1,200}' (?:already exists|does not exist or not authorized)",
  'Insufficient privileges to operate on ',
].join('|');
const MONGODB = [
  'E11000 duplicate key ',
  'Index with name: ',
  'not primary and ',
  'Plan executor error during ',
  'Document failed validation',
].join('|');
const DUCKDB = ['(?:Catalog|Parser|Binder|Constraint|Conversion|Dependency|TransactionContext) Error: '].join('|');
const DB2 = ['(?:\\[IBM\\].{0,60} )?SQL\\d{4,5}N? ', 'DB2 SQL Error: '].join('|');
const OTHERS = [
  '(?:Duplicate name in schema|Table not found|Schema change operation rejected): ',
  '(?:Not found|Already Exists): (?:Table|Dataset|Job) ',
  '(?:Table|Column|Index|Constraint|Schema|View|Sequence) ".{1,200}" (?:not found|already exists)',
  'object name already exists(?: in statement)?:',
  "Index name '.{1,200}' on table '.{1,200}' already exists",
].join('|');

/** The way to a database, in the words of runtimes and pools: Go's net, Node's net, Java's sockets, libpq, Prisma, Hikari, TLS. */
const CONNECTION = [
  'dial (?:tcp|unix) ',
  'lookup \\S{1,200}(?: on \\S{1,100})?: (?:no such host|server misbehaving|i/o timeout)',
  '(?:connect|read|write) E(?:CONNREFUSED|CONNRESET|HOSTUNREACH|NETUNREACH|TIMEDOUT|PIPE)\\b',
  'getaddrinfo E(?:NOTFOUND|AI_AGAIN)\\b',
  'Connection (?:to \\S{1,200} )?refused',
  'Connection could not be created to ',
  'Connection terminated (?:unexpectedly|due to)',
  "(?:Can't reach|Authentication failed against) (?:the )?database server",
  'The (?:connection attempt failed|server does not support SSL)',
  'Unable to (?:obtain (?:Jdbc )?connection|connect to (?:any|the database|database|server)|open (?:JDBC|database) )',
  '(?:java\\.net\\.)?(?:UnknownHost|Connect|NoRouteToHost|SocketTimeout)Exception: ',
  '(?:failed|unable|could not) to (?:connect to `|ping (?:the )?database|open database connection)',
  'x509: ',
  'tls: ',
  'driver: bad connection',
  'connection reset by peer',
  '(?:self[- ]signed certificate|certificate verify failed|unable to verify the first certificate)',
  'Timed out trying to acquire a postgres advisory lock',
  'timeout exceeded when trying to connect',
  'Knex: Timeout acquiring a connection',
  'HikariPool-\\d+ - Connection is not available',
].join('|');

const SENTENCES: readonly (readonly [Dialect | undefined, RegExp])[] = [
  ['cockroachdb', sticky(COCKROACHDB)],
  [undefined, sticky(OTHERS)],
  [undefined, sticky(CONNECTION)],
  ['postgresql', sticky(POSTGRESQL)],
  ['mysql', sticky(MYSQL)],
  ['sqlserver', sticky(SQLSERVER)],
  ['sqlite', sticky(SQLITE)],
  ['oracle', sticky(ORACLE)],
  ['snowflake', sticky(SNOWFLAKE)],
  ['mongodb', sticky(MONGODB)],
  ['duckdb', sticky(DUCKDB)],
  ['db2', sticky(DB2)],
];

function sticky(source: string): RegExp {
  return new RegExp(`(?:${source})`, 'y');
}

/** Whether a sentence of a database begins at `from` of `text`, and of which; undefined when none does. */
export function findSentence(text: string, from = 0): { readonly dialect?: Dialect } | undefined {
  for (const [dialect, pattern] of SENTENCES) {
    pattern.lastIndex = from;
    if (pattern.test(text)) return dialect === undefined ? {} : { dialect };
  }
  return undefined;
}
