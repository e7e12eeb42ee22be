import type { Database, Dialect } from '../database.ts';
import type { Tool } from '../tool.ts';

/** PostgreSQL gets every story. The others get those in which they differ: whether DDL is rolled back, their words, their locks. */
const STORIES: Record<Exclude<Dialect, 'postgres'>, string[]> = {
  mariadb: ['split', 'mixed', 'first', 'unique', 'lock-timeout', 'unreachable'],
  sqlite: ['split', 'first', 'lock-held', 'unreachable'],
};

/** SQLite has one lock: whoever writes holds the whole file. */
const WHOLE_FILE = { lock: { sql: 'SELECT 1', says: 'database is locked' } };

/** The tool on each of the databases: `knex`, `knex-mariadb`, `knex-sqlite`. */
export function on(dialects: Dialect[], tool: (dialect: Dialect) => Tool): Tool[] {
  return dialects.map(dialect => {
    const made = tool(dialect);
    if (dialect === 'postgres') return made;
    const lock = dialect === 'sqlite' ? WHOLE_FILE : {};
    return { stories: STORIES[dialect], ...lock, ...made, name: `${made.name}-${dialect}`, server: dialect };
  });
}

export const ALL: Dialect[] = ['postgres', 'mariadb', 'sqlite'];

/** The line of bash by which a person tells a MariaDB something. */
export function inMariadb({ host, port, user, password, name }: Database, sql: string): string {
  return `MYSQL_PWD='${password}' mariadb --no-defaults -h ${host} -P ${port} -u ${user} -e '${sql}' ${name}`;
}
