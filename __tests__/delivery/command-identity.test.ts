import { describe, expect, test } from '@jest/globals';
import { identifyCommand, type WrappedCommand } from '../../src/delivery/command-identity.ts';
import { makeInputs } from '../decision/facts.ts';

type Given = Partial<WrappedCommand['inputs']> & {
  readonly step?: string;
  readonly environment?: Record<string, string>;
};
const name = ({ step = '', environment = {}, ...inputs }: Given) =>
  identifyCommand({ inputs: makeInputs({ run: 'migrate', ...inputs }), step, environment });
const of = (environment: Record<string, string>): Given => ({ environment });
const URL = 'postgres://u:pw@db/shop';

test('a command is a hash, and nothing where none is run', async () => {
  expect(await name({ environment: { DATABASE_URL: URL } })).toMatch(/^[0-9a-f]{16}$/);
  expect(await name({ run: '', step: 'x', environment: { DATABASE_URL: URL } })).toBe('');
});

describe('another command', () => {
  test.each<[string, Given, Given]>([
    ['text', { run: 'migrate' }, { run: 'migrate up' }],
    ['directory', {}, { workingDirectory: 'db' }],
    ['step, where nothing names the database', { step: 'eu' }, { step: 'us' }],
    ['database input', { database: { label: 'a' } }, { database: { label: 'b' } }],
    ['schema', { database: { label: 'a', identity: 'schema=x' } }, { database: { label: 'a', identity: 'schema=y' } }],
    ['DATABASE_URL', of({ DATABASE_URL: URL }), of({ DATABASE_URL: `${URL}2` })],
    ['none', {}, of({ DATABASE_URL: URL })],
    ['CONFITURE_DATABASE_URL', of({ CONFITURE_DATABASE_URL: URL }), of({ CONFITURE_DATABASE_URL: `${URL}?schema=a` })],
    ['PGHOST', of({ PGHOST: 'a' }), of({ PGHOST: 'b' })],
    ['PGDATABASE', of({ PGHOST: 'a', PGDATABASE: 'a' }), of({ PGHOST: 'a', PGDATABASE: 'b' })],
    ['PGSERVICE', of({ PGSERVICE: 'a' }), of({ PGSERVICE: 'b' })],
    ['FLYWAY_URL', of({ FLYWAY_URL: 'jdbc:mysql://a/shop' }), of({ FLYWAY_URL: 'jdbc:mysql://b/shop' })],
    ['FLYWAY_SCHEMAS', of({ FLYWAY_SCHEMAS: 'a' }), of({ FLYWAY_SCHEMAS: 'b' })],
    ['LIQUIBASE_COMMAND_URL', of({ LIQUIBASE_COMMAND_URL: 'jdbc:h2:a' }), of({ LIQUIBASE_COMMAND_URL: 'jdbc:h2:b' })],
    ['GOOSE_DBSTRING', of({ GOOSE_DBSTRING: 'host=a dbname=x' }), of({ GOOSE_DBSTRING: 'host=b dbname=x' })],
    ['DB_HOST', of({ DB_HOST: 'a' }), of({ DB_HOST: 'b' })],
    ['SHOP_DB', of({ SHOP_DB: 'a' }), of({ SHOP_DB: 'b' })],
    ['MYSQL_HOST', of({ MYSQL_HOST: 'a' }), of({ MYSQL_HOST: 'b' })],
    [
      'SPRING_DATASOURCE_URL',
      of({ SPRING_DATASOURCE_URL: 'jdbc:postgresql://a/x' }),
      of({ SPRING_DATASOURCE_URL: 'jdbc:postgresql://b/x' }),
    ],
    ['MONGODB_URI', of({ MONGODB_URI: 'mongodb://a/x' }), of({ MONGODB_URI: 'mongodb://b/x' })],
    ['TENANT', of({ DATABASE_URL: URL, TENANT: 'a' }), of({ DATABASE_URL: URL, TENANT: 'b' })],
  ])('%s', async (_, one, other) => {
    expect(await name(one)).not.toBe(await name(other));
  });
});

describe('the same command', () => {
  test.each<[string, Given, Given]>([
    [
      'in another step, on the same database',
      { step: 'one', ...of({ DATABASE_URL: URL }) },
      { step: 'two', ...of({ DATABASE_URL: URL }) },
    ],
    ['with another password', of({ DATABASE_URL: URL }), of({ DATABASE_URL: 'postgres://u:rotated@db/shop' })],
    ['of another user', of({ DATABASE_URL: URL }), of({ DATABASE_URL: 'postgres://v-4711:pw@db/shop' })],
    ['with other access', of({ PGHOST: 'a', PGPASSWORD: 'x', PGUSER: 'y' }), of({ PGHOST: 'a', PGPASSWORD: 'z' })],
    ['with other variables', of({ PGHOST: 'a', HOME: '/a', GITHUB_DATABASE: 'x' }), of({ HOME: '/b', PGHOST: 'a' })],
    ['with an empty one', of({ PGHOST: 'a', PGDATABASE: '' }), of({ PGHOST: 'a' })],
  ])('%s', async (_, one, other) => {
    expect(await name(one)).toBe(await name(other));
  });
});
