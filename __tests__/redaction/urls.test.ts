import { expect, test } from '@jest/globals';
import { redactUserinfo } from '../../src/redaction/urls.ts';

test.each<[string, string, string]>([
  ['PostgreSQL', 'postgres://shop:hunter2@db:5432/shop', 'postgres://***@db:5432/shop'],
  [
    'in a sentence',
    'could not reach "postgresql://shop:hunter2@db/shop", giving up',
    'could not reach "postgresql://***@db/shop", giving up',
  ],
  ['a user without a password', 'postgres://shop@db/shop', 'postgres://***@db/shop'],
  ['a password without a user', 'redis://:hunter2@db', 'redis://***@db'],
  ['with @, /, ?, # and : in it', 'mysql://shop:p@s/s?w#r:d@db/shop', 'mysql://***@db/shop'],
  ['that looks like a port', 'postgres://shop:12/34@db/shop', 'postgres://***@db/shop'],
  ['with quotes in it', `got postgres://shop:p"w'd@db/shop`, 'got postgres://***@db/shop'],
  ['several hosts', 'mongodb+srv://shop:hunter2@a:1,b:2,c:3/shop', 'mongodb+srv://***@a:1,b:2,c:3/shop'],
  ['JDBC', 'jdbc:mysql://shop:hunter2@db/shop', 'jdbc:mysql://***@db/shop'],
  ['https', 'https://me:token@github.com/acme/shop', 'https://***@github.com/acme/shop'],
  ['https, with a slash in it', 'https://me:to/ken@example.com/x', 'https://***@example.com/x'],
  [
    'in JSON',
    '{"url":"postgres://a:b@db/x","mail":"me@example.com"}',
    '{"url":"postgres://***@db/x","mail":"me@example.com"}',
  ],
  ['a list', 'postgres://a:b@one/x,postgres://c:d@two/y', 'postgres://***@one/x,postgres://***@two/y'],
  ['two in a line', 'postgres://a:b@one/x to postgres://c:d@two/y', 'postgres://***@one/x to postgres://***@two/y'],
  ['upper case', 'POSTGRES://A:B@DB/X', 'POSTGRES://***@DB/X'],
  ['IPv6', 'postgres://a:b@[::1]:5432/x', 'postgres://***@[::1]:5432/x'],
  ['a long one', `postgres://a:${'x'.repeat(5_000)}@db/x`, 'postgres://***@db/x'],
  ['Go and MySQL', 'shop:hun/t@er2@tcp(db:3306)/shop', '***@tcp(db:3306)/shop'],
  ['Oracle', 'jdbc:oracle:thin:scott/tiger@//db:1521/x', 'jdbc:oracle:thin:***@//db:1521/x'],
  ['without a scheme', 'cannot reach shop:hunter2@db:5432', 'cannot reach ***@db:5432'],
  ['Oracle, with @ in quotes', 'jdbc:oracle:thin:shop/"ti@ger"@//db:1521/x', 'jdbc:oracle:thin:***@//db:1521/x'],
  ['with a blank in it', 'postgres://shop:hun ter2@db/shop is gone', 'postgres://***@db/shop is gone'],
  ['with brackets in it', 'mysql://shop:hu<nt>er`2@db/shop', 'mysql://***@db/shop'],
  ['with a quote that seems to close', `postgres://shop:hu')nt',er2@db/shop`, 'postgres://***@db/shop'],
  ['broken in two lines', 'postgresql+psycopg://shop:hun\nter2@db:5432/shop', 'postgresql+psycopg://***@db:5432/shop'],
  [
    'without its colon',
    'missing "=" after "postgres//shop:hunt/er2@db:5432/shop"',
    'missing "=" after "postgres//***@db:5432/shop"',
  ],
  ['with one slash', '"postgres:/shop:hunter2@db/shop"', '"***@db/shop"'],
  ['without a scheme, with slashes', '"//shop:hunter2@db/shop"', '"//***@db/shop"'],
  ['cut off', 'could not parse postgresql://shop_migrator:hunt', 'could not parse postgresql://***'],
  ['cut off at a digit', 'postgres://shop:12345hunter\nnext', 'postgres://***\nnext'],
  ['redacted already', 'postgres://***@db/x', 'postgres://***@db/x'],
])('%s', (_, text, expected) => {
  expect(redactUserinfo(text)).toBe(expected);
});

test.each([
  'https://github.com/acme/shop@v1',
  'https://example.com:8080/a@b',
  'https://example.com/?mail=me@example.com',
  'postgres://db:5432/shop',
  'postgres://db:5432/shop as me@db',
  'postgres://db:5432',
  'tried postgres://db:5432/shop?sslmode=require and "postgres://db:port/shop"',
  'postgres://db:5432,two:5432/shop of me@example.com',
  'library/postgres:16@sha256:abcdef',
  'https://example.com//a:b@c',
  'file:///home/runner/work/shop/node_modules/.pnpm/pg@8.11.3/index.js:1:2',
  'me@example.com',
  'acme/shop@v1, postgres:16@sha256:abcdef',
  'git@github.com:acme/shop.git',
  'a: b @ c',
  '',
])('stays as it is: %s', text => {
  expect(redactUserinfo(text)).toBe(text);
});
