import { type Dialect, dialectOfDriver } from './dialect.ts';

const OF_MYSQL =
  'SHOW FULL PROCESSLIST (it waits where the state is "Waiting for table metadata lock"), and on MySQL 8 SELECT waiting_pid, blocking_pid, waiting_query FROM sys.schema_table_lock_waits, for rows sys.innodb_lock_waits';

/** How each database shows who waits for a lock and who holds it. No literals: redaction would take them. */
const LOCK_QUERIES: Readonly<Partial<Record<Dialect, string>>> = {
  // https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-SESSION
  postgresql:
    'SELECT pid AS waiting, query, holder FROM pg_stat_activity CROSS JOIN unnest(pg_blocking_pids(pid)) AS holder',
  // https://www.cockroachlabs.com/docs/stable/crdb-internal#cluster_locks; a schema change is a job there.
  cockroachdb: 'SHOW JOBS, and SELECT * FROM crdb_internal.cluster_locks WHERE contended',
  // https://docs.aws.amazon.com/redshift/latest/dg/r_SVV_TRANSACTIONS.html
  redshift: 'SELECT * FROM svv_transactions ORDER BY txn_start',
  // https://dev.mysql.com/doc/refman/8.4/en/sys-schema-table-lock-waits.html
  mysql: OF_MYSQL,
  // https://mariadb.com/docs/server/reference/system-tables/information-schema/information-schema-tables/information-schema-innodb-tables/information-schema-innodb_trx-table
  mariadb:
    'SHOW FULL PROCESSLIST (it waits where the state is "Waiting for table metadata lock"), and SELECT trx_mysql_thread_id, trx_started, trx_query FROM information_schema.innodb_trx ORDER BY trx_started',
  // https://learn.microsoft.com/sql/relational-databases/system-dynamic-management-views/sys-dm-exec-requests-transact-sql
  sqlserver:
    'SELECT waiting.session_id AS waiting, waiting.wait_type, holder.session_id AS holder, holder.program_name FROM sys.dm_exec_requests AS waiting JOIN sys.dm_exec_sessions AS holder ON holder.session_id = waiting.blocking_session_id',
  // https://docs.oracle.com/en/database/oracle/oracle-database/23/refrn/V-SESSION.html
  oracle: 'SELECT sid, blocking_session, event, seconds_in_wait FROM v$session WHERE blocking_session IS NOT NULL',
};

/** The query that shows who waits for a lock and who holds it; undefined where none is known for the database. */
export function findLockQuery(dialect: Dialect | undefined): string | undefined {
  return dialect === undefined ? undefined : LOCK_QUERIES[dialect];
}

/** The database that a URL names: by its scheme, or by the host of one that speaks another's protocol. Undefined where it is no URL, or of an unknown one. */
export function findUrlDialect(url: string): Dialect | undefined {
  const [, scheme = '', address = ''] = /^\s*(?:jdbc:)?(?:jtds:)?([a-z]\w*)(?:\+[\w+]+)?:([^?]*)/i.exec(url) ?? [];
  const dialect = dialectOfDriver(scheme);
  if (dialect !== 'postgresql') return dialect;
  if (/:26257\b|\.cockroachlabs\.cloud\b/.test(address)) return 'cockroachdb';
  return /\.redshift\.amazonaws\.com\b/.test(address) ? 'redshift' : dialect;
}
