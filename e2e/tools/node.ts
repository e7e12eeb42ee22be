import type { Database, Dialect } from '../database.ts';
import { fromNpm } from '../installers.ts';
import type { Migration } from '../migrations.ts';
import type { Tool } from '../tool.ts';
import { ALL, on } from './dialects.ts';
import { writeEach, writeFiles } from './files.ts';

const DRIVERS = ['pg@8.23.1', 'mysql2@3.24.5', 'better-sqlite3@13.2.0'];

const dashed = (item: Migration) => `${item.version}-${item.name.replaceAll('_', '-')}`;
const underscored = (item: Migration) => `${item.version}_${item.name}`;

/** The statements as JavaScript, each handed to the expression that runs it. */
function calls(item: Migration, run: string): string {
  return item.statements.map(statement => `    await ${run}(${JSON.stringify(statement)});\n`).join('');
}

/** The address where there is one, else the path of the file. */
function address({ dialect, url, name }: Database): string {
  return dialect === 'sqlite' ? name : url;
}

const KNEX: Record<Dialect, string> = {
  postgres: `{ client: 'pg', connection: process.env.DATABASE_URL }`,
  mariadb: `{ client: 'mysql2', connection: process.env.DATABASE_URL }`,
  sqlite: `{ client: 'better-sqlite3', connection: { filename: process.env.DATABASE_URL }, useNullAsDefault: true }`,
};

const knexOn = (dialect: Dialect): Tool => ({
  name: 'knex',
  title: 'Knex',
  install: () => fromNpm('knex@3.3.0', ...DRIVERS),
  write(folder, migrations, database) {
    writeFiles(folder, { 'knexfile.js': `module.exports = ${KNEX[dialect]};\n` });
    writeEach(folder, migrations, item => [
      `migrations/${underscored(item)}.js`,
      `exports.up = async knex => {\n${calls(item, 'knex.raw')}};\nexports.down = async () => {};\n${item.autocommit ? 'exports.config = { transaction: false };\n' : ''}`,
    ]);
    return { migrate: 'knex migrate:latest', env: { DATABASE_URL: address(database) } };
  },
  tracking: 'SELECT name AS id FROM knex_migrations',
  id: item => `${underscored(item)}.js`,
  named: underscored,
});

export const knex: Tool[] = on(ALL, knexOn);

const TYPEORM: Record<Dialect, string> = {
  postgres: `type: 'postgres', url: process.env.DATABASE_URL`,
  mariadb: `type: 'mariadb', url: process.env.DATABASE_URL.replace('mysql:', 'mariadb:'), connectorPackage: 'mysql2'`,
  sqlite: `type: 'better-sqlite3', database: process.env.DATABASE_URL`,
};

const typeormOn = (dialect: Dialect): Tool => ({
  name: 'typeorm',
  title: 'TypeORM',
  install: () => fromNpm('typeorm@1.1.1', ...DRIVERS),
  write(folder, migrations, database) {
    writeFiles(folder, {
      'data-source.js': `const { DataSource } = require('typeorm');
module.exports = new DataSource({ ${TYPEORM[dialect]}, migrations: ['migrations/*.js'] });\n`,
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
    return { migrate: `typeorm migration:run -d data-source.js${mode}`, env: { DATABASE_URL: address(database) } };
  },
  tracking: 'SELECT name AS id FROM migrations',
  id: className,
  named: className,
});

export const typeorm: Tool[] = on(ALL, typeormOn);

/** TypeORM orders by the thirteen digits at the end of the class's name, a JavaScript timestamp. */
function className({ name, number }: Migration): string {
  return `${name.replace(/(^|_)(\w)/g, (_all, _dash, letter: string) => letter.toUpperCase())}170000000000${number}`;
}

const sequelizeOn = (dialect: Dialect): Tool => ({
  name: 'sequelize-cli',
  title: 'sequelize-cli',
  install: () => fromNpm('sequelize-cli@6.6.5', 'sequelize@6.37.8', ...DRIVERS),
  write(folder, migrations, database) {
    const production = { use_env_variable: 'DATABASE_URL', dialect: dialect === 'mariadb' ? 'mysql' : dialect };
    writeFiles(folder, { 'config/config.json': JSON.stringify({ production }) });
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
  tracking: `SELECT name AS id FROM ${dialect === 'mariadb' ? 'SequelizeMeta' : '"SequelizeMeta"'}`,
  id: item => `${dashed(item)}.js`,
  named: dashed,
  // It prints the detail of a driver that has one.
  says: { unique: dialect === 'mariadb' ? 'Validation error' : 'already exists' },
});

/** Its driver for SQLite would have to be compiled. */
export const sequelize: Tool[] = on(['postgres', 'mariadb'], sequelizeOn);
