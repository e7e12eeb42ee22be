import { expect, test } from '@jest/globals';
import { address, type Database, type Dialect, PASSWORD, USER, unreachable } from '../../e2e/database.ts';
import { patiently } from '../../e2e/surroundings.ts';

function database(dialect: Dialect, place: { host: string; port: number; name: string }): Database {
  const login = { user: USER, password: PASSWORD };
  return { dialect, ...place, ...login, url: address(dialect, place), rows: async () => [] };
}

const shop = { host: '127.0.0.1', port: 4711, name: 'shop' };

test.each<[Dialect, string]>([
  [
    'postgres',
    `for port in 1 4711; do PGPASSWORD='${PASSWORD}' psql -X -h 127.0.0.1 -p $port -U migrator -c 'CREATE SCHEMA held' shop && break; done || true\n`,
  ],
  [
    'mariadb',
    `for port in 1 4711; do MYSQL_PWD='${PASSWORD}' mariadb --no-defaults -h 127.0.0.1 -P $port -u migrator -e 'CREATE DATABASE held' && break; done || true\n`,
  ],
  ['sqlite', ''],
])('a patient step on %s prepares, fails once and tries again', (dialect, preparation) => {
  const server = { database: database(dialect, shop), starts: 'start the server', close() {} };
  expect(patiently({ migrate: 'migrate up' }, server, database(dialect, shop))).toBe(
    `${preparation}( migrate up ) || { echo 'trying again'; start the server; migrate up; }`,
  );
});

test.each<[Dialect, string]>([
  ['postgres', `postgres://migrator:${PASSWORD}@127.0.0.1:1/shop?sslmode=disable`],
  ['mariadb', `mysql://migrator:${PASSWORD}@127.0.0.1:1/shop`],
  ['sqlite', 'sqlite:/dev/null/shop.sqlite'],
])('nobody serves %s there', (dialect, url) => {
  expect(unreachable(database(dialect, shop)).url).toBe(url);
});
