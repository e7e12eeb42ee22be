/** A database whose errors and rules are known. */
export type Dialect =
  | 'postgresql'
  | 'cockroachdb'
  | 'redshift'
  | 'mysql'
  | 'mariadb'
  | 'sqlserver'
  | 'oracle'
  | 'db2'
  | 'sqlite'
  | 'duckdb'
  | 'clickhouse'
  | 'snowflake'
  | 'spanner'
  | 'bigquery'
  | 'mongodb';

const ROLLS_BACK: Readonly<Partial<Record<Dialect, boolean>>> = {
  postgresql: true,
  redshift: true,
  sqlserver: true,
  sqlite: true,
  duckdb: true,
  db2: true,
  mysql: false,
  mariadb: false,
  oracle: false,
  clickhouse: false,
  snowflake: false,
  spanner: false,
  bigquery: false,
  mongodb: false,
};

/**
 * CockroachDB is left out: it commits before a schema change (`autocommit_before_ddl`) or runs it after the commit, by version and
 * setting. https://www.cockroachlabs.com/docs/stable/online-schema-changes#schema-changes-within-transactions
 *
 * Whether a transaction that fails takes back its schema changes, too; undefined where that is not known or depends.
 * https://wiki.postgresql.org/wiki/Transactional_DDL_in_PostgreSQL:_A_Competitive_Analysis
 */
export function rollsBackDdl(dialect: Dialect | undefined): boolean | undefined {
  return dialect === undefined ? undefined : ROLLS_BACK[dialect];
}

/** The database behind the name of a driver or of a URL's scheme, as programs write them (`postgres`, `mysql2`, `maria`); undefined for one that is not known. */
export function dialectOfDriver(driver: string): Dialect | undefined {
  const name = driver.toLowerCase();
  return DRIVERS.find(([start]) => name.startsWith(start))?.[1];
}

// By how they begin: `postgresql+ssh`, `mysql+unix` and `sqlite3` are the same database. https://atlasgo.io/concepts/url
const DRIVERS: readonly (readonly [start: string, Dialect])[] = [
  ['postgres', 'postgresql'],
  ['pgsql', 'postgresql'],
  ['pgx', 'postgresql'],
  ['cockroach', 'cockroachdb'],
  ['crdb', 'cockroachdb'],
  ['redshift', 'redshift'],
  ['mysql', 'mysql'],
  ['maria', 'mariadb'],
  ['sqlserver', 'sqlserver'],
  ['mssql', 'sqlserver'],
  ['sqlite', 'sqlite'],
  ['libsql', 'sqlite'],
  ['clickhouse', 'clickhouse'],
  ['oracle', 'oracle'],
  ['snowflake', 'snowflake'],
  ['spanner', 'spanner'],
];
