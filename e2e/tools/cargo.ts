import { fromCargo } from '../installers.ts';
import { script } from '../migrations.ts';
import type { Tool } from '../tool.ts';
import { inMariadb, on } from './dialects.ts';
import { writeEach } from './files.ts';

const sqlxOnAny: Tool = {
  name: 'sqlx',
  title: 'sqlx-cli',
  install: () => fromCargo('sqlx-cli@0.9.0', 'native-tls,postgres,mysql,sqlite'),
  write(folder, migrations, database) {
    writeEach(folder, migrations, item => [`migrations/${item.version}_${item.name}.sql`, script(item)]);
    const { dialect, url } = database;
    const project = {
      migrate: 'sqlx migrate run',
      env: { DATABASE_URL: dialect === 'sqlite' ? `${url}?mode=rwc` : url },
    };
    // Only where DDL is not rolled back does it leave a migration half done, and refuses until a person has looked.
    const recover = inMariadb(database, 'DELETE FROM _sqlx_migrations WHERE NOT success');
    return dialect === 'mariadb' ? { ...project, recover } : project;
  },
  tracking: 'SELECT version AS id FROM _sqlx_migrations WHERE success',
  id: item => item.version,
  named: item => item.version,
  checksums: 'was previously applied but has been modified',
};

const diesel: Tool = {
  name: 'diesel',
  title: 'Diesel',
  install: () => fromCargo('diesel_cli@2.3.14', 'sqlite-bundled'),
  write(folder, migrations, { name }) {
    const directory = (item: (typeof migrations)[number]) => `migrations/${item.version}_${item.name}`;
    writeEach(folder, migrations, item => [`${directory(item)}/up.sql`, script(item)]);
    writeEach(folder, migrations, item => [`${directory(item)}/down.sql`, 'SELECT 1;\n']);
    return { migrate: 'diesel migration run --migration-dir migrations', env: { DATABASE_URL: name } };
  },
  tracking: 'SELECT version AS id FROM __diesel_schema_migrations',
  id: item => item.version,
  named: item => item.version,
};

/** Tools that are written in Rust. */
export const cargo: Tool[] = [
  ...on(['postgres'], () => ({ ...sqlxOnAny, stories: ['split', 'mixed', 'first', 'unreachable'] })),
  ...on(['mariadb'], () => ({ ...sqlxOnAny, stuck: { says: 'is partially applied' } })),
  ...on(['sqlite'], () => sqlxOnAny),
  ...on(['sqlite'], () => diesel),
];
