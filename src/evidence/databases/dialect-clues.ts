import type { Dialect } from './dialect.ts';
import { findErrors } from './errors.ts';

// What shows which database a run worked on, the surest first. `weight` counts against what is named by chance.
const CLUES: readonly { readonly dialect: Dialect; readonly weight: number; readonly when: RegExp }[] = [
  // Banners and versions that a server tells.
  clue('cockroachdb', 40, /\bCockroachDB (?:CCL|OSS|v)|\bcockroach(?:db)?:\/\/|crdb_internal|:26257\b/),
  clue('redshift', 40, /\bRedshift 1\.|jdbc:redshift:|redshift\.amazonaws\.com/),
  clue(
    'mariadb',
    40,
    /\bMariaDB (?:server version|\d)|-MariaDB\b|\(MariaDB \d|jdbc:mariadb:|\bmariadb:\/\/|\bMariaDBImpl\b|\(Connection: mariadb\b|org\.mariadb\.jdbc|\(conn=\d+\)/,
  ),
  clue(
    'mysql',
    30,
    /\bMySQL server version|\(MySQL \d|jdbc:mysql:|\bmysql2?:\/\/|com\.mysql\.|node_modules\/(?:\.pnpm\/)?mysql2?[@/]|\bpymysql\b|\bMySQLdb\b|\bMysql2::|go-sql-driver\/mysql|MySQL\d*Dialect|\bMySQLImpl\b|\bMyXQL\b|\bTrilogy::|\(Connection: mysql\b|\bMySqlConnector\b|\bMySql\.Data\b/,
  ),
  clue(
    'postgresql',
    30,
    /\bPostgreSQL \d|jdbc:postgresql:|\bpostgres(?:ql)?:\/\/|org\.postgresql\.|\bpsycopg2?\b|\basyncpg\b|\bNpgsql\b|\bPG::[A-Z]|node_modules\/(?:\.pnpm\/)?(?:pg|pg-protocol|postgres)[@/]|jackc\/pgx|lib\/pq|^psql:|PostgreSQL\w*Dialect|PostgresqlImpl|\bPostgrex\b|\(Connection: pgsql\b|\bpq: /,
  ),
  clue(
    'sqlserver',
    30,
    /\bMicrosoft SQL Server|jdbc:(?:jtds:)?sqlserver:|\b(?:mssql|sqlserver):\/\/|com\.microsoft\.sqlserver|Microsoft\.Data\.SqlClient|System\.Data\.SqlClient|\[Microsoft\]\[|\bmssql: |\btedious\b|\bMsg \d+, Level \d+, State|SQLServer\w*Dialect|\bMSSQLImpl\b|\(Connection: sqlsrv\b|\bTds\.Error\b/,
  ),
  clue(
    'oracle',
    30,
    /\bOracle (?:Database )?\d+[cgi]\b|jdbc:oracle:|\boracle(?:\+\w+)?:\/\/|oracle\.jdbc|\bORA-\d{5}|cx_Oracle|\boracledb\b|\bOracleImpl\b/,
  ),
  clue(
    'sqlite',
    30,
    /jdbc:sqlite:|\bsqlite3?:\/\/|\bsqlite3\.\w+Error|SQLITE_[A-Z]+\b|SQLite3::|org\.sqlite|better-sqlite3|modernc\.org\/sqlite|SQLiteImpl|\bSQLite Error \d|\bExqlite\.|\(Connection: sqlite\b|Microsoft\.Data\.Sqlite/,
  ),
  clue(
    'clickhouse',
    30,
    /jdbc:(?:clickhouse|ch):|\bclickhouse:\/\/|DB::Exception|com\.clickhouse|ClickHouseNode|ClickHouse exception/,
  ),
  clue('snowflake', 30, /jdbc:snowflake:|snowflakecomputing\.com|net\.snowflake|\bsnowflake:\/\/|snowflake\.connector/),
  clue('mongodb', 30, /\bmongodb(?:\+srv)?:\/\/|MongoServerError|com\.mongodb|pymongo|node_modules\/mongo(?:db|ose)\//),
  clue('db2', 30, /jdbc:db2:|\[IBM\]\[CLI|com\.ibm\.db2|\bDB2 SQL Error/),
  clue('duckdb', 30, /jdbc:duckdb:|duckdb\.duckdb|\bduckdb\.\w+Exception/),
  clue('spanner', 30, /jdbc:cloudspanner:|spanner\.googleapis|com\.google\.cloud\.spanner/),
  clue('bigquery', 30, /jdbc:bigquery:|com\.google\.cloud\.bigquery|google\.cloud\.bigquery/),
  // How a statement is written.
  clue(
    'mysql',
    8,
    /\bENGINE ?= ?InnoDB\b|\bAUTO_INCREMENT\b|\b(?:alter|create|drop|insert into|update|rename) (?:table )?`\w+`|schema `\w+`/i,
  ),
  clue(
    'sqlserver',
    6,
    /\bschema \[\w+\]|\bALTER TABLE \[|\bCREATE TABLE \[|\bNVARCHAR\((?:\d+|max)\)|\bIDENTITY\(1, ?1\)/i,
  ),
  clue('sqlite', 6, /\bAUTOINCREMENT\b|\bsqlite\b/i),
  clue(
    'postgresql',
    4,
    /\bCONCURRENTLY\b|\bBIGSERIAL\b|\bTIMESTAMPTZ\b|\bJSONB\b|::(?:text|regclass|jsonb)\b|\bplpgsql\b/i,
  ),
  clue('oracle', 4, /\bVARCHAR2\b|\bNUMBER\(\d+\)/i),
  clue('clickhouse', 8, /\bENGINE ?= ?(?:Replicated)?(?:\w*MergeTree|Distributed)\b/i),
];

function clue(dialect: Dialect, weight: number, when: RegExp): { dialect: Dialect; weight: number; when: RegExp } {
  return { dialect, weight, when };
}

const MOST_LINES = 20_000;
const LONGEST = 2_000;

/**
 * The database that the whole of `lines` worked on: by its drivers and URLs, its banner, the words of its errors, the way its statements
 * are written. Undefined when nothing tells, or when two are told alike.
 */
export function findDialect(lines: readonly { readonly text: string }[]): Dialect | undefined {
  const read =
    lines.length <= MOST_LINES ? lines : [...lines.slice(0, MOST_LINES / 2), ...lines.slice(-MOST_LINES / 2)];
  const text = read.map(line => (line.text.length <= LONGEST ? line.text : line.text.slice(0, LONGEST))).join('\n');
  const weights = new Map<Dialect, number>();
  for (const { dialect, weight, when } of CLUES) {
    if (when.test(text)) weights.set(dialect, (weights.get(dialect) ?? 0) + weight);
  }
  for (const { dialect } of findErrors(read)) {
    if (dialect !== undefined) weights.set(dialect, (weights.get(dialect) ?? 0) + 20);
  }
  return heaviest(weights);
}

// A child speaks its parent's protocol and is told by its own signs beside the parent's.
const PARENTS: readonly (readonly [Dialect, Dialect])[] = [
  ['mariadb', 'mysql'],
  ['cockroachdb', 'postgresql'],
  ['redshift', 'postgresql'],
];

function heaviest(weights: Map<Dialect, number>): Dialect | undefined {
  for (const [child, parent] of PARENTS) {
    if (weights.has(child)) {
      weights.set(child, (weights.get(child) ?? 0) + (weights.get(parent) ?? 0));
      weights.delete(parent);
    }
  }
  const [first, second] = [...weights].sort((a, b) => b[1] - a[1]);
  return first === undefined || first[1] === second?.[1] ? undefined : first[0];
}
