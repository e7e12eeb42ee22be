import type { Dialect } from './dialect.ts';

// How each database begins its sentences: enough to know an error by, when nothing else tells. What two of them say alike has no
// dialect. Each is anchored where a sentence begins, has a name in quotes or words that no tool would use.
const NAME = '["\'`«»»„“\\[].{1,200}?["\'`»««“\\]]';

const POSTGRESQL = [
  `(?:relation|column|constraint|index|sequence|materialized view|view|type|schema|role|extension|trigger|collation|policy|operator class|tablespace|publication|server|language|domain|rule|event trigger|prepared statement|cursor|aggregate|foreign table|user|database|table|constraint|key|procedure|function)s? ${NAME}(?: (?:of|for|on|in|referenced in) .{1,200})? (?:does not exist|already exists)\\b(?!, skipping)`,
  'function [\\w.$"]+\\(.{0,300}\\) does not exist',
  'operator does not exist: ',
  'syntax error at (?:or near |end of input)',
  'duplicate key value violates ',
  'null value in column ',
  '(?:insert or update|update or delete) on table ',
  'new row (?:for relation|violates row-level)',
  'column ["\'].{1,200}["\'] (?:of relation .{1,200} contains null values|cannot be cast|is of type|must appear|referenced in|is an? (?:identity|generated))',
  'column reference ["\'].{1,200} is ambiguous',
  'check constraint ["\'].{1,200} is violated by some row',
  'could not create unique index ',
  'could not (?:obtain lock|serialize access|extend file|translate host name|receive data|send data)',
  'could not connect to server: ',
  'permission denied (?:for|to) (?:table|schema|relation|database|sequence|function|view|type|language|tablespace|foreign|create|set|alter|drop|materialized|large|column)',
  'must be (?:owner|superuser|member|able) (?:of|to) ',
  'canceling (?:statement|autovacuum) ',
  'deadlock detected',
  'current transaction is aborted',
  'invalid input (?:syntax for|value for enum)',
  'value too long for type ',
  'unterminated (?:quoted|dollar-quoted|/\\*)',
  'there is no unique(?: or exclusion)? constraint matching',
  'multiple (?:primary keys|assignments) ',
  'foreign key constraint ["\'].{1,200} cannot be implemented',
  'missing FROM-clause entry',
  'cannot (?:drop|alter|change|truncate|cast|insert|update|delete|execute|create|ALTER|DROP|CREATE|TRUNCATE) (?:table|column|TABLE|INDEX|VIEW|type|constraint|view|function|schema|index|inherited|data type|return type|name of|multiple|a multi-command|EXECUTE|INSERT|UPDATE|into|from|role|extension|owner|materialized|query)\\b.{0,200} ?(?:because|of|in|from|inside|from|into|used|referenced|"|$)',
  '[A-Z ]{4,60} cannot (?:run|be executed) (?:inside|within|from) ',
  'connection to server (?:at|on) ',
  '(?:password|Peer|Ident|LDAP|PAM|SCRAM|GSSAPI|certificate|RADIUS) authentication failed for user ',
  'no pg_hba\\.conf entry for',
  'pg_hba\\.conf rejects connection',
  'the database system is (?:starting up|shutting down|in recovery|not yet)',
  '(?:sorry, )?too many clients already',
  'remaining connection slots are reserved',
  'too many connections for (?:role|database) ',
  'terminating connection due to ',
  'server closed the connection unexpectedly',
  'unrecognized configuration parameter ',
  'out of shared memory',
  'cannot execute [A-Z ]{3,40} in a read-only transaction',
  'SSL (?:connection has been closed|error|SYSCALL error)',
].join('|');

const COCKROACHDB = [
  'restart transaction: ',
  'at or near ["\'].{1,200}: syntax error',
  '(?:TransactionRetry|TransactionAborted|ReadWithinUncertainty)\\w*Error',
  'unimplemented: ',
  'relation ["\'][\\w-]+\\.[\\w-]+\\.[\\w-]+["\'] ',
  'target database or schema does not exist',
].join('|');

const MYSQL = [
  "Table '.{1,200}' (?:doesn't exist|already exists|is marked|was not locked)",
  "Unknown (?:column|table|database|storage engine|collation|character set|system variable) '",
  "Duplicate (?:column name|key name|entry|foreign key constraint name) ?'?",
  'You have an error in your SQL syntax',
  "Can't (?:DROP|create table|create database|drop database|connect to (?:local )?(?:MySQL|MariaDB|server)|reopen table|find|create (?:more|table)|write;) ?",
  'Cannot (?:add (?:foreign key|or update a child row)|delete or update a parent row|drop (?:index|table|column) .{0,200}|truncate a table|change column)',
  "Key column '",
  'Specified key was too long',
  'Access denied (?:for user|; you need)',
  'Lock wait timeout exceeded',
  'Deadlock found when trying to get lock',
  "Incorrect .{1,60} value: '",
  '(?:Data too long|Data truncated|Out of range value) for column ',
  'Invalid (?:default value for|use of NULL value)',
  'Multiple primary key defined',
  "Referencing column '",
  'Operation [A-Z ]{4,40} failed for ',
  'Query was empty',
  'Failed to add the foreign key constraint',
  'Foreign key constraint is incorrectly formed',
  'Unknown (?:MySQL|MariaDB) server host',
  'Lost connection to (?:MySQL|MariaDB|server)',
  '(?:MySQL |MariaDB )?[Ss]erver has gone away',
  'Too many connections',
  "Host '.{1,200}' is (?:blocked|not allowed)",
  'Row size too large',
  'BLOB/TEXT column',
  "(?:Field|Column) '.{1,200}' (?:doesn't have a default value|cannot be null|specified twice|in .{1,60} is ambiguous|cannot be)",
  "Column count doesn't match",
  'The used (?:command|storage engine|table type) ',
  'Incorrect table (?:definition|name)',
  'The (?:MySQL|MariaDB) server is running with ',
  '[A-Z]{3,10} command denied to user',
  'Communications link failure',
  'Public Key Retrieval is not allowed',
  'Statement violates GTID consistency',
  "Check constraint '.{1,200}' is violated",
  "(?:CONSTRAINT|Constraint) [`'].{1,200}[`'] failed for ",
].join('|');

const SQLSERVER = [
  'There is already an object named ',
  "Invalid (?:object|column) name '",
  'Incorrect syntax (?:near|was encountered)',
  'Violation of (?:UNIQUE|PRIMARY) KEY constraint',
  'Cannot insert (?:the value NULL|duplicate key|explicit value)',
  'The (?:INSERT|UPDATE|DELETE|MERGE|ALTER TABLE) statement conflicted ',
  'Column names in each table must be unique',
  'Cannot (?:find the (?:object|index|user|login|schema)|drop the|open database|alter the) ',
  'Could not (?:create constraint|drop (?:object|constraint)|find stored procedure)',
  "Login failed for user '",
  'Transaction \\(Process ID ',
  'Lock request time out period exceeded',
  'String or binary data would be truncated',
  'Introducing FOREIGN KEY constraint ',
  'ALTER TABLE (?:ALTER|DROP) COLUMN .{1,200} failed',
  'Must declare the (?:scalar|table) variable',
  'Conversion failed when ',
  "The (?:object|index|statistics|column) '.{1,200}' is dependent on",
  'Execution Timeout Expired',
  'A network-related or instance-specific error',
  "Column '.{1,200}' is not the same data type",
  'The (?:SELECT|INSERT|UPDATE|DELETE|EXECUTE|ALTER|REFERENCES) permission was denied',
  '[A-Z ]{4,40} permission denied in database',
  'Operand type clash',
  'Unclosed quotation mark after',
  'The CREATE UNIQUE INDEX statement terminated',
].join('|');

const SQLITE = [
  'no such (?:table|column|index|function|view|module|trigger|savepoint|collation sequence): ',
  'duplicate column name: ',
  '(?:table|index|view|trigger) \\S{1,200} already exists$',
  'near ".{1,200}": syntax error',
  '(?:UNIQUE|NOT NULL|CHECK|FOREIGN KEY|PRIMARY KEY) constraint failed',
  'database (?:table |schema )?is locked',
  'unable to open database file',
  'attempt to write a readonly database',
  'Cannot add a (?:NOT NULL|PRIMARY KEY|UNIQUE|REFERENCES|column)',
  'disk I/O error',
  'database disk image is malformed',
  'file is not a database',
  'database or disk is full',
  'there is already (?:a|an|another) (?:table|index) ',
  'incomplete input',
  'unrecognized token: ',
  'cannot (?:start a transaction within|rollback - no|commit - no)',
  'error in (?:view|index|trigger|table) ',
  'table \\S{1,200} has no column named ',
  'No support for ALTER of constraints in SQLite',
].join('|');

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
