import { fromNpm } from '../installers.ts';
import { type Migration, script } from '../migrations.ts';
import type { Tool } from '../tool.ts';
import { writeEach, writeFiles } from './files.ts';

const PG = 'pg@8.23.1';

const dashed = (item: Migration) => `${item.version}-${item.name.replaceAll('_', '-')}`;
const underscored = (item: Migration) => `${item.version}_${item.name}`;

/** The statements as JavaScript, each handed to the expression that runs it. */
function calls(item: Migration, run: string): string {
  return item.statements.map(statement => `    await ${run}(${JSON.stringify(statement)});\n`).join('');
}

export const knex: Tool = {
  name: 'knex',
  title: 'Knex',
  install: () => fromNpm('knex@3.3.0', PG),
  write(folder, migrations, database) {
    writeFiles(folder, {
      'knexfile.js': `module.exports = { client: 'pg', connection: process.env.DATABASE_URL };\n`,
    });
    writeEach(folder, migrations, item => [
      `migrations/${underscored(item)}.js`,
      `exports.up = async knex => {\n${calls(item, 'knex.raw')}};\nexports.down = async () => {};\n${item.autocommit ? 'exports.config = { transaction: false };\n' : ''}`,
    ]);
    return { migrate: 'knex migrate:latest', env: { DATABASE_URL: database.url } };
  },
  tracking: 'SELECT name AS id FROM knex_migrations',
  id: item => `${underscored(item)}.js`,
  named: underscored,
};

export const typeorm: Tool = {
  name: 'typeorm',
  title: 'TypeORM',
  install: () => fromNpm('typeorm@1.1.1', PG),
  write(folder, migrations, database) {
    writeFiles(folder, {
      'data-source.js': `const { DataSource } = require('typeorm');
module.exports = new DataSource({ type: 'postgres', url: process.env.DATABASE_URL, migrations: ['migrations/*.js'] });\n`,
    });
    writeEach(folder, migrations, item => [
      `migrations/${dashed(item)}.js`,
      `exports.${className(item)} = class {
  name = '${className(item)}';${item.autocommit ? ' transaction = false;' : ''}
  async up(runner) {\n${calls(item, 'runner.query')}  }
  async down() {}
};\n`,
    ]);
    const mode = migrations.some(item => item.autocommit) ? ' --transaction each' : '';
    return { migrate: `typeorm migration:run -d data-source.js${mode}`, env: { DATABASE_URL: database.url } };
  },
  tracking: 'SELECT name AS id FROM migrations',
  id: className,
  named: className,
};

/** TypeORM orders by the thirteen digits at the end of the class's name, a JavaScript timestamp. */
function className({ name, number }: Migration): string {
  return `${name.replace(/(^|_)(\w)/g, (_all, _dash, letter: string) => letter.toUpperCase())}170000000000${number}`;
}

export const sequelize: Tool = {
  name: 'sequelize-cli',
  title: 'sequelize-cli',
  install: () => fromNpm('sequelize-cli@6.6.5', 'sequelize@6.37.8', PG),
  write(folder, migrations, database) {
    writeFiles(folder, {
      'config/config.json': JSON.stringify({ production: { use_env_variable: 'DATABASE_URL', dialect: 'postgres' } }),
    });
    writeEach(folder, migrations, item => [
      `migrations/${dashed(item)}.js`,
      `module.exports = {
  async up(queryInterface) {\n${calls(item, 'queryInterface.sequelize.query')}  },
  async down() {},
};\n`,
    ]);
    return {
      migrate: 'sequelize-cli db:migrate --env production',
      env: { DATABASE_URL: database.url.replace('?sslmode=disable', '') },
    };
  },
  tracking: 'SELECT name AS id FROM "SequelizeMeta"',
  id: item => `${dashed(item)}.js`,
  named: dashed,
  says: { unique: 'Validation error' },
};

export const dbmate: Tool = {
  name: 'dbmate',
  title: 'dbmate',
  install: () => fromNpm('dbmate@2.36.0'),
  write(folder, migrations, database) {
    writeEach(folder, migrations, item => [
      `db/migrations/${underscored(item)}.sql`,
      `-- migrate:up${item.autocommit ? ' transaction:false' : ''}\n${script(item)}\n-- migrate:down\n`,
    ]);
    return { migrate: 'dbmate --no-dump-schema up', env: { DATABASE_URL: database.url } };
  },
  tracking: 'SELECT version AS id FROM schema_migrations',
  id: item => item.version,
  named: underscored,
};

const nodePgMigrate: Tool = {
  name: 'node-pg-migrate',
  title: 'node-pg-migrate',
  install: () => fromNpm('node-pg-migrate@9.0.0', PG),
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

/** drizzle-kit, which since 0.31.10 says nothing at all of a failure. */
export const drizzle: Tool[] = ['0.31.9', '0.31.11'].map(version => ({
  name: `drizzle-kit-${version}`,
  title: 'drizzle-kit',
  ...(version === '0.31.11' ? { stories: ['split', 'mixed'] } : {}),
  install: () => fromNpm(`drizzle-kit@${version}`, 'drizzle-orm@0.45.4', PG),
  write(folder, migrations, database) {
    writeFiles(folder, {
      'drizzle.config.js': `module.exports = { dialect: 'postgresql', schema: './schema.js', out: './drizzle',
  dbCredentials: { url: process.env.DATABASE_URL } };\n`,
      'schema.js': '',
      'drizzle/meta/_journal.json': JSON.stringify({
        version: '7',
        dialect: 'postgresql',
        entries: migrations.map(item => ({
          idx: item.number - 1,
          version: '7',
          when: journalTime(item),
          tag: tag(item),
          breakpoints: true,
        })),
      }),
    });
    writeEach(folder, migrations, item => [
      `drizzle/${tag(item)}.sql`,
      item.statements.join(';\n--> statement-breakpoint\n'),
    ]);
    return { migrate: 'drizzle-kit migrate', env: { DATABASE_URL: database.url } };
  },
  tracking: 'SELECT created_at AS id FROM drizzle.__drizzle_migrations',
  id: item => `${journalTime(item)}`,
  named: undefined,
  tellsError: version === '0.31.9',
}));

function tag({ number, name }: Migration): string {
  return `000${number - 1}_${name}`;
}

function journalTime({ number }: Migration): number {
  return 1_700_000_000_000 + number;
}
