import { fromDebian } from '../installers.ts';
import { script } from '../migrations.ts';
import type { Tool } from '../tool.ts';
import { on } from './dialects.ts';
import { writeEach } from './files.ts';

const psqlScripts: Tool = {
  name: 'psql',
  title: 'psql',
  install: () => fromDebian('command -v psql', 'psql --version', ['postgresql-client']),
  write(folder, migrations, database) {
    writeEach(folder, migrations, item => [`${item.version}_${item.name}.sql`, script(item)]);
    const files = migrations.map(item => `-f ${item.version}_${item.name}.sql`).join(' ');
    return {
      migrate: `psql -X -v ON_ERROR_STOP=1 ${files} "$DATABASE_URL"`,
      env: { DATABASE_URL: database.url },
      recover: `psql -X -c 'DROP TABLE IF EXISTS users' "$DATABASE_URL"`,
    };
  },
  tracking: undefined,
  tellsSuccess: false,
  id: item => `${item.version}_${item.name}`,
  named: item => `${item.version}_${item.name}`,
};

/** psql, each statement for itself, and all of it in one transaction. */
const psql: Tool[] = [
  psqlScripts,
  {
    ...psqlScripts,
    name: 'psql-single-transaction',
    stories: ['split', 'mixed'],
    write: (...given) => {
      const project = psqlScripts.write(...given);
      return { ...project, migrate: project.migrate.replace('psql -X', 'psql -X -1 -v VERBOSITY=verbose') };
    },
  },
];

/** What the clients of the other databases share: scripts, one after the other, and no table that says which were run. */
const scripts: Pick<Tool, 'tracking' | 'tellsSuccess' | 'id' | 'named'> = {
  tracking: undefined,
  tellsSuccess: false,
  id: psqlScripts.id,
  named: undefined,
};

/** MariaDB's client, which MySQL's is the older name of. It reads its standard input, so it knows no file's name. */
const mysqlClient: Tool = {
  ...scripts,
  name: 'mysql',
  title: 'mysql',
  install: () => fromDebian('command -v mariadb', 'mariadb --version', ['mariadb-client']),
  write(folder, migrations, { host, port, user, password, name }) {
    writeEach(folder, migrations, item => [`${item.version}_${item.name}.sql`, script(item)]);
    const client = `mariadb --no-defaults -h ${host} -P ${port} -u ${user} ${name}`;
    return {
      migrate: `for file in *.sql; do ${client} < "$file"; done`,
      env: { MYSQL_PWD: password },
      recover: `${client} -e 'DROP TABLE IF EXISTS users'`,
    };
  },
};

const sqliteClient: Tool = {
  ...scripts,
  name: 'sqlite3',
  title: 'sqlite3',
  install: () => fromDebian('command -v sqlite3', 'sqlite3 --version', ['sqlite3']),
  write(folder, migrations, { name }) {
    writeEach(folder, migrations, item => [`${item.version}_${item.name}.sql`, script(item)]);
    return {
      migrate: `for file in *.sql; do sqlite3 -bail ${name} < "$file"; done`,
      recover: `sqlite3 ${name} 'DROP TABLE IF EXISTS users'`,
    };
  },
};

/** The databases' own clients. */
export const clients: Tool[] = [...psql, ...on(['mariadb'], () => mysqlClient), ...on(['sqlite'], () => sqliteClient)];
