import type { Database, Dialect } from './database.ts';
import type { LateServer } from './late-server.ts';
import type { Project } from './tool.ts';

/** What users' steps do before they migrate: they wait for the database, and make what is there already. */
function prepares({ dialect, host, port, user, password, name }: Database): string {
  const clients: Record<Dialect, string | undefined> = {
    postgres: `PGPASSWORD='${password}' psql -X -h ${host} -p $port -U ${user} -c 'CREATE SCHEMA held' ${name}`,
    mariadb: `MYSQL_PWD='${password}' mariadb --no-defaults -h ${host} -P $port -u ${user} -e 'CREATE DATABASE held'`,
    sqlite: undefined,
  };
  const client = clients[dialect];
  return client === undefined ? '' : `for port in 1 ${port}; do ${client} && break; done || true\n`;
}

/**
 * The migration as a patient step runs it: set-up lines that may fail, a first try while the database's server does not
 * answer yet, and a second one. What is printed on the way is no failure of the migration.
 */
export function patiently({ migrate }: Project, server: LateServer, database: Database): string {
  return `${prepares(database)}( ${migrate} ) || { echo 'trying again'; ${server.starts}; ${migrate}; }`;
}
