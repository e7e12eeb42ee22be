import { fromNpm } from '../installers.ts';
import { type Migration, script } from '../migrations.ts';
import type { Tool } from '../tool.ts';
import { writeEach } from './files.ts';

const nodePgMigrate: Tool = {
  name: 'node-pg-migrate',
  title: 'node-pg-migrate',
  install: () => fromNpm('node-pg-migrate@9.0.0', 'pg@8.23.1'),
  write(folder, migrations, database) {
    writeEach(folder, migrations, item => [
      `migrations/${timestamped(item)}.sql`,
      `-- Up Migration\n${script(item)}-- Down Migration\n`,
    ]);
    return { migrate: 'node-pg-migrate up', env: { DATABASE_URL: database.url } };
  },
  tracking: 'SELECT name AS id FROM pgmigrations',
  id: timestamped,
  named: timestamped,
  lock: { sql: 'SELECT pg_advisory_lock(7241865325823964)', says: 'Another migration is already running' },
};

function timestamped({ name, number }: Migration): string {
  return `170000000000${number}_${name.replaceAll('_', '-')}`;
}

/** node-pg-migrate against the server and against the embedded database. */
export const pgMigrate: Tool[] = [
  nodePgMigrate,
  { ...nodePgMigrate, name: 'node-pg-migrate-pglite', server: 'pglite', stories: ['split'] },
];
