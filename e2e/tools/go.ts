import type { Database, Dialect } from '../database.ts';
import { fromGo } from '../installers.ts';
import { type Migration, script } from '../migrations.ts';
import type { Tool } from '../tool.ts';
import { ALL, on } from './dialects.ts';
import { writeEach, writeFiles } from './files.ts';

const stem = (item: Migration) => `${item.version}_${item.name}`;

/** As the driver of Go's MySQL reads it: no URL. https://github.com/go-sql-driver/mysql#dsn-data-source-name */
function dsn({ user, password, host, port, name }: Database): string {
  return `${user}:${password}@tcp(${host}:${port})/${name}`;
}

const GOOSE_DRIVERS: Record<Dialect, string> = { postgres: 'postgres', mariadb: 'mysql', sqlite: 'sqlite3' };

const gooseOn = (dialect: Dialect): Tool => ({
  name: 'goose',
  title: 'goose',
  install: () =>
    fromGo(
      'github.com/pressly/goose/v3/cmd/goose@v3.27.3',
      'no_clickhouse no_libsql no_mssql no_spanner no_vertica no_ydb no_duckdb',
    ),
  write(folder, migrations, database) {
    writeEach(folder, migrations, item => [
      `migrations/${stem(item)}.sql`,
      `${item.autocommit ? '-- +goose NO TRANSACTION\n' : ''}-- +goose Up\n${script(item)}\n-- +goose Down\nSELECT 1;\n`,
    ]);
    const address = { postgres: database.url, mariadb: `${dsn(database)}?parseTime=true`, sqlite: database.name }[
      dialect
    ];
    return {
      migrate: 'goose -dir migrations up',
      env: { GOOSE_DRIVER: GOOSE_DRIVERS[dialect], GOOSE_DBSTRING: address },
    };
  },
  tracking: 'SELECT version_id AS id FROM goose_db_version WHERE is_applied',
  id: item => item.version,
  named: stem,
});

export const goose: Tool[] = on(ALL, gooseOn);

const golangMigrateOn = (dialect: Dialect): Tool => ({
  name: 'golang-migrate',
  title: 'golang-migrate',
  install: () => fromGo('github.com/golang-migrate/migrate/v4/cmd/migrate@v4.19.1', 'postgres mysql sqlite file'),
  write(folder, migrations, database) {
    writeEach(folder, migrations, item => [`migrations/${stem(item)}.up.sql`, script(item)]);
    const splitting = migrations.some(item => item.autocommit) ? '&x-multi-statement=true' : '';
    return {
      migrate: 'migrate -path migrations -database "$DATABASE_URL" up',
      env: {
        DATABASE_URL: {
          postgres: `${database.url}${splitting}`,
          mariadb: `mysql://${dsn(database)}?multiStatements=true`,
          sqlite: `sqlite://${database.name}`,
        }[dialect],
      },
      recover: `migrate -path migrations -database "$DATABASE_URL" force ${migrations[0]?.version}`,
    };
  },
  // It keeps the newest version only.
  tracking: `SELECT m.id FROM schema_migrations s,
    (SELECT 20260101120000 AS id UNION SELECT 20260102120000 UNION SELECT 20260103120000) m
    WHERE m.id < s.version OR (m.id = s.version AND NOT s.dirty)`,
  id: item => item.version,
  named: undefined,
  stuck: { says: 'Dirty database version', category: 'DatabaseError' },
});

export const golangMigrate: Tool[] = on(ALL, golangMigrateOn);

// biome-ignore lint/suspicious/noTemplateCurlyInString: sql-migrate puts the variable in
const DBCONFIG = 'production:\n  dialect: postgres\n  datasource: ${DATABASE_URL}\n  dir: migrations\n';

export const sqlMigrate: Tool = {
  name: 'sql-migrate',
  title: 'sql-migrate',
  install: () => fromGo('github.com/rubenv/sql-migrate/sql-migrate@v1.8.1', ''),
  write(folder, migrations, database) {
    writeFiles(folder, {
      'dbconfig.yml': DBCONFIG,
    });
    writeEach(folder, migrations, item => [
      `migrations/${stem(item)}.sql`,
      `-- +migrate Up${item.autocommit ? ' notransaction' : ''}\n${script(item)}\n-- +migrate Down\n`,
    ]);
    return { migrate: 'sql-migrate up -env=production', env: { DATABASE_URL: database.url } };
  },
  tracking: 'SELECT id FROM gorp_migrations',
  id: item => `${stem(item)}.sql`,
  named: stem,
};
