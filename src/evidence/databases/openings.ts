import type { Dialect } from './dialect.ts';
import { SEVERITIES } from './languages.ts';

/** How a database or its driver opens an error. Named groups: `sqlstate`, `code`, `type`. The message follows. */
export interface Opening {
  readonly dialect?: Dialect;
  /** What every such line holds: looked for before the pattern, which takes longer. */
  readonly needs: string;
  readonly when: RegExp;
}

const STATE = '(?<sqlstate>[0-9A-Z]{5})';

// In any order: of all that stand in a line the last one opens the message.
export const OPENINGS: readonly Opening[] = [
  // psql, libpq and the server's log set two blanks, JDBC and pgx one; verbose psql puts the SQLSTATE between.
  opening(
    ':  ',
    `(?:^|[^\\p{L}\\p{N}_])(?:${SEVERITIES}) ?:  (?:${STATE}: )?(?!While executing gem|Could not find|Error installing)`,
    'postgresql',
    'u',
  ),
  opening(': ', `\\b(?:ERROR|FATAL|PANIC): +${STATE}: `, 'postgresql'),
  opening('pq: ', '\\bpq: (?:Could not complete operation in a failed transaction)?', 'postgresql'),
  opening('PG::', '\\bPG::(?<type>[A-Z]\\w*): (?:ERROR: +)?', 'postgresql'),
  opening('psycopg', '\\b(?:psycopg2?|psycopg)\\.errors\\.(?<type>\\w+)[)\'">]*:? ', 'postgresql'),
  opening('asyncpg', '\\basyncpg\\.exceptions\\.(?:_base\\.)?(?<type>\\w+)[)\'">]*: ', 'postgresql'),
  opening('PSQLException', '\\b(?:org\\.postgresql\\.util\\.)?PSQLException: (?:(?:ERROR|FATAL): )?', 'postgresql'),
  opening(
    'PostgresException',
    `\\b(?:Npgsql\\.)?PostgresException(?: \\(0x[0-9A-Fa-f]+\\))?: ${STATE}: `,
    'postgresql',
  ),
  opening('PostgresError', '\\bPostgresError: ', 'postgresql'),
  opening('ERROR ', '\\bERROR (?<sqlstate>[0-9][0-9A-Z]{4}) \\([a-z_]{3,60}\\) ', 'postgresql'),
  // go-pg: https://github.com/go-pg/pg/blob/v10/internal/error.go
  opening('ERROR #', `\\bERROR #${STATE} `, 'postgresql'),
  opening('Error: ', `\\[(?<sqlstate>[0-9][0-9A-Z]{4})\\] (?:FatalError|PostgresError|NonFatalError): `, 'postgresql'),
  opening('r: ', '\\b(?:db error|Db|DbError): (?:ERROR|FATAL): ', 'postgresql'),
  opening(
    'returned from database',
    '\\berror returned from database: (?:\\(code: (?<code>\\d{1,5})\\) )?(?:(?<mysql>\\d{4}) \\((?<sqlstate>[0-9A-Z]{5})\\): )?',
  ),
  opening('Error(', '\\b(?:DatabaseError|QueryError|DieselError)\\((?:__?)?[A-Z]\\w*, "'),
  // sqlx's errors as Rust shows values.
  opening(
    'PgDatabaseError',
    '\\bPgDatabaseError \\{ severity: \\w+, code: "(?<sqlstate>[0-9A-Z]{5})", message: "',
    'postgresql',
  ),
  opening(
    'MySqlDatabaseError',
    '\\bMySqlDatabaseError \\{ code: Some\\("(?<sqlstate>\\w{5})"\\), number: (?<code>\\d{4}), message: "',
    'mysql',
  ),
  opening('SqliteError', '\\bSqliteError \\{ code: \\d{1,5}, message: "', 'sqlite'),
  opening('SqlState(', '\\bSqlState\\(E?(?<sqlstate>[0-9A-Z]{5})\\), message: "', 'postgresql'),
  // PDO: the words of the SQLSTATE, the vendor's number, and PostgreSQL's severity.
  opening(
    'SQLSTATE[',
    '\\bSQLSTATE\\[(?<sqlstate>\\w{5})\\]:? ?(?:\\[(?<code>-?\\d+)\\] ?)?(?:[A-Z][A-Za-z /-]{3,60}: (?:\\d{1,3} )?(?=(?:(?<number>[1-9]\\d{3}) )?))?(?:(?:ERROR|FATAL):\\s+)?(?:\\[\\w[\\w .]*\\])*',
  ),
  // MySQL and MariaDB. Only the client library of MySQL has such numbers where the connection fails.
  opening('SQLSTATE[HY000] [', '(?=\\bSQLSTATE\\[HY000\\] \\[[12]\\d{3}\\])', 'mysql'),
  opening(
    'ERROR ',
    "\\bERROR (?<code>\\d{4})(?: \\((?<sqlstate>[0-9A-Z]{5})\\))?(?: at line \\d+(?: in file: '[^']{1,300}')?)?: ",
    'mysql',
  ),
  opening('ERROR ', '\\bERROR (?<sqlstate>[0-9A-Z]{5}) \\((?<code>\\d{4})\\): ', 'mysql'),
  opening('Error', '\\bError:? (?:number: )?(?<code>\\d{4})(?: \\((?<sqlstate>[0-9A-Z]{5})\\))?: ', 'mysql'),
  opening('): ', '(?:^|[\\s(:])(?<code>[1-4]\\d{3}) \\((?<sqlstate>[0-9A-Z]{5})\\): ', 'mysql'),
  opening(', ', '\\((?<code>[1-4]\\d{3}), [bu]?["\']', 'mysql'),
  opening('ER_', '(?=\\b(?<code>ER_[A-Z0-9_]{3,60}): )', 'mysql'),
  opening('::', '\\b(?:Mysql2|Trilogy)::(?:\\w+::)?\\w*Error: (?:(?<code>\\d{4}): )?', 'mysql'),
  opening('MySQL', '\\bMySQL(?:Syntax|Integrity|NonTransient|Transient|Data|Timeout)\\w*Exception: ', 'mysql'),
  opening('MySqlException', '\\bMySqlException(?: \\(0x[0-9A-Fa-f]+\\))?: ', 'mysql'),
  opening('MySqlError', '\\bMySqlError \\{ (?:ERROR )?(?<code>\\d{4}) \\((?<sqlstate>\\w{5})\\): ', 'mysql'),
  opening('(conn=', '\\(conn=\\d+\\) ', 'mariadb'),
  // SQL Server.
  opening('mssql: ', '\\bmssql: ', 'sqlserver'),
  opening('SQLServerException', '\\b(?:com\\.microsoft\\.sqlserver\\.jdbc\\.)?SQLServerException: ', 'sqlserver'),
  opening('SqlException', '\\bSqlException(?: \\(0x[0-9A-Fa-f]+\\))?: ', 'sqlserver'),
  opening('][', '(?:\\[\\w{5}\\] ?)?\\[(?:Microsoft|FreeTDS)\\](?:\\[[^\\]]{1,80}\\]){0,3}', 'sqlserver'),
  opening('(Error ', '\\bLine \\d{1,6} \\(Error (?<code>\\d{1,5})\\): ', 'sqlserver'),
  opening('TinyTds', '\\bTinyTds::Error: ', 'sqlserver'),
  // Oracle.
  opening('-', '(?=\\b(?<code>(?:ORA|TNS|SP2|PLS|DPI|DPY|NJS)-\\d{3,5}):)', 'oracle'),
  // SQLite.
  opening('SQLITE_', '\\b(?<code>SQLITE_[A-Z_]{3,40}): (?:sqlite3? (?:result code|error) \\d+: )?', 'sqlite'),
  opening(
    'ite',
    "\\b(?:SQLite3::(?<type>\\w+?)(?:Exception|Error)?|sqlite3\\.\\w+Error|SqliteError|SQLiteException|SqliteException(?: \\(0x[0-9A-Fa-f]+\\))?)[)]?: (?:SQLite Error \\d+: ')?",
    'sqlite',
  ),
  opening('SqliteFailure', '\\bSqliteFailure\\(Error \\{[^}]{0,100}\\}, Some\\("', 'sqlite'),
  opening(
    '[SQLITE_',
    '\\[SQLITE_[A-Z_]{3,40}\\]\\s+(?:SQL error or missing database|A table in the database is locked|The database file is locked|Abort due to constraint violation)? ?\\(?(?=[a-zA-Z])',
    'sqlite',
  ),
  // Others.
  opening(
    'ode: ',
    '\\b[Cc]ode: (?<code>\\d{1,4})[.,] (?:DB::Exception|DB::NetException|message|e\\.displayText\\(\\) =): ?(?:DB::Exception: )?',
    'clickhouse',
  ),
  opening(
    'ClickHouse exception',
    '\\bClickHouse exception, code: (?<code>\\d{1,4}), [^;]{0,200};\\s*(?=Code|$)',
    'clickhouse',
  ),
  opening('): ', '\\b(?<code>\\d{6}) \\((?<sqlstate>\\w{5})\\): (?:[0-9a-f-]{36}: )?', 'snowflake'),
  opening('SnowflakeSQLException', '\\bSnowflakeSQLException: ', 'snowflake'),
  opening(
    'Mongo',
    '\\bMongo(?:Server|BulkWrite|Network|ServerSelection|Runtime)Error(?:\\[(?<type>\\w{1,60})\\])?: ',
    'mongodb',
  ),
  opening('mongo', '\\b(?:pymongo\\.errors|com\\.mongodb)\\.(?<type>\\w+): ', 'mongodb'),
  opening('duckdb', '\\bduckdb\\.(?:duckdb\\.)?\\w+(?:Exception|Error): ', 'duckdb'),
  opening('DB2 SQL', '\\b(?=DB2 SQL Error: SQLCODE=(?<code>-?\\d{1,5}), SQLSTATE=(?<sqlstate>\\w{5}))', 'db2'),
  opening('SQL', '(?:\\[IBM\\](?:\\[[^\\]]{1,60}\\]){0,3}|\\b) ?(?=(?<code>SQL\\d{4,5}N) )', 'db2'),
  opening('JdbcSQL', '\\bJdbcSQL\\w+Exception: '),
];

function opening(needs: string, source: string, dialect?: Dialect, flags = ''): Opening {
  const when = new RegExp(source, `g${flags}`);
  return dialect === undefined ? { needs, when } : { dialect, needs, when };
}
