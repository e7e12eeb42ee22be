import type { Category } from './category-name.ts';

// The server's own words stand in its message catalogue (src/backend/po of PostgreSQL), libpq's in fe-connect.c.
// The first that fits wins: a refused password arrives inside "connection to server … failed", a lock timeout is a timeout too.
const WORDS: readonly (readonly [RegExp, Category])[] = [
  [/checksum (?:verification failed|mismatch)|checksum\w* (?:do(?:es)? not|did not|doesn't) match/i, 'ChecksumError'],
  [/\bhas changed since (?:the last time it was|it was last) (?:run|applied)/i, 'ChecksumError'],
  [/checksum file|validation failed for .{0,100}checksum/i, 'ChecksumError'],
  [
    /violates row-level security|permission (?:was )?denied|command denied|insufficient privileges|readonly database|must be (?:owner|superuser)|must have .{1,40} privilege|requires_superuser/i,
    'PermissionError',
  ],
  [/authentication failed|no pg_hba\.conf entry|access denied|login failed/i, 'PermissionError'],
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
  // A database that is a file, which cannot be opened or made: in the words of SQLite, better-sqlite3, JDBC, Laravel, H2
  // and DuckDB, of Node and of Ruby. "already exists" is in some of them. https://nodejs.org/api/errors.html#common-system-errors
  [
    /unable to open (?:the )?database|cannot open database because|path to '[^']{1,300}': '[^']{1,300}' does not exist|database file at path \[|error opening database|IO Error: Cannot open file "/i,
    'ConnectionError',
  ],
  [
    /(?:file already exists|not a directory|no such file or directory|read-only file system|no space left on device), mkdir\b|(?:not a directory|read-only file system|illegal operation on a directory), open\b|@ dir_s_mkdir\b/i,
    'ConnectionError',
  ],
  [/connection (?:to .{0,200} )?(?:refused|reset|timed out|terminated|could not be created)/i, 'ConnectionError'],
  [
    /connection to server (?:at|on)|could not connect|failed to connect|unable to (?:connect|obtain connection)/i,
    'ConnectionError',
  ],
  [
    /can't reach database|server closed the connection|connection to server was lost|no such host|no route to host|dial tcp|no connection to the server/i,
    'ConnectionError',
  ],
  // psycopg's own words: https://github.com/psycopg/psycopg/tree/master/psycopg/psycopg
  [
    /the connection is (?:lost|closed)|connection not available and request|terminating connection due to|consuming input failed/i,
    'ConnectionError',
  ],
  [
    /SQLSTATE\[HY000\] \[20\d\d\]|could not translate host name|unknown host|php_network_getaddresses|name resolution|name or service not known|network is unreachable/i,
    'ConnectionError',
  ],
  [/database system is (?:starting up|shutting down|in recovery)|too many (?:clients|connections)/i, 'ConnectionError'],
  [
    /communications link failure|(?:can't|cannot) connect to|server has gone away|lost connection|network-related or/i,
    'ConnectionError',
  ],
  [
    /unknown (?:MySQL|MariaDB) server host|server selection timed out|connection attempt failed|too many connections/i,
    'ConnectionError',
  ],
  // The pools of sqlx, Knex and Hikari, and what TLS and ODBC say where no session comes about.
  [
    /pool timed out|timeout acquiring a connection|connection is not available, request timed out|unable to establish connection|certificate verify failed|(?:SSL|TLS) (?:handshake|provider)/i,
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
    /already (?:exists|an object named)|specified more than once|duplicate (?:column|key) name|can't drop|invalid (?:object|column) name|cannot find the (?:object|index)/i,
    'SchemaError',
  ],
  [
    /key column .{1,200} doesn't exist|failed to add the foreign key|foreign key constraint .{1,200}(?:incompatible|incorrectly formed)|key was too long/i,
    'SchemaError',
  ],
  [
    /does not exist or not authorized|must be unique\. column|same data type as referencing|no schema has been selected|multiple cascade paths|Catalog Error: |Binder Error: /i,
    'SchemaError',
  ],
  [
    /already exists|cannot be cast|is ambiguous|no such (?:table|column|index|function|view|module|trigger|collation)\b|multiple primary keys/i,
    'SchemaError',
  ],
  [
    /but expression is of type|is not unique|unknown column|cannot be implemented|is not a (?:table|view)/i,
    'SchemaError',
  ],
  [/no such (?:option|command)|configuration file|duplicate migration version/i, 'ConfigurationError'],
  [/environment variable .{1,80}(?:missing|not (?:set|found|defined))|Cannot find module '/i, 'ConfigurationError'],
];

/** The category that the words of a database, a driver or a tool tell; undefined when they tell none. */
export function categoriseWords(words: string): Category | undefined {
  return WORDS.find(([pattern]) => pattern.test(words))?.[1];
}
