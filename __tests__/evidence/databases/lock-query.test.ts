import { expect, test } from '@jest/globals';
import { findUrlDialect } from '../../../src/evidence/databases/lock-query.ts';

test.each([
  ['postgres://me:hunter2@db/shop', 'postgresql'],
  ['postgresql+psycopg://db/shop', 'postgresql'],
  ['jdbc:postgresql://db/shop', 'postgresql'],
  ['pgx5://db/shop', 'postgresql'],
  [' PostgreSQL://db/shop\n', 'postgresql'],
  ['postgres://root@db:26257/shop', 'cockroachdb'],
  ['postgresql://a:b@free.aws-eu-west-1.cockroachlabs.cloud:26257/shop?sslmode=verify-full', 'cockroachdb'],
  ['cockroachdb://db/shop', 'cockroachdb'],
  ['jdbc:redshift://x.abc.eu-west-1.redshift.amazonaws.com:5439/dev', 'redshift'],
  ['postgres://x.abc.eu-west-1.redshift.amazonaws.com:5439/dev', 'redshift'],
  ['mysql://db/shop', 'mysql'],
  ['mysql2://db/shop', 'mysql'],
  ['jdbc:mysql://db/shop', 'mysql'],
  ['mysql+pymysql://db/shop', 'mysql'],
  ['mariadb+mariadbconnector://db/shop', 'mariadb'],
  ['jdbc:sqlserver://db;databaseName=shop', 'sqlserver'],
  ['jdbc:jtds:sqlserver://db/shop', 'sqlserver'],
  ['mssql+pyodbc://db/shop', 'sqlserver'],
  ['jdbc:oracle:thin:@db:1521/shop', 'oracle'],
  ['sqlite:shop.db', 'sqlite'],
  ['gopher://db/shop', undefined],
  ['shop', undefined],
  ['db:5432/shop', undefined],
  ['host=db dbname=shop', undefined],
  ['https://postgres.example.com', undefined],
  ['', undefined],
])('%j is of %s', (url, dialect) => {
  expect(findUrlDialect(url)).toBe(dialect);
});
