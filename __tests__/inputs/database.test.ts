import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readDatabase } from '../../src/inputs/database.ts';
import { growthOf, SUPERLINEAR } from '../growth.ts';
import { propertyRuns } from '../property-runs.ts';

const ROWS: readonly (readonly [name: string, text: string, label: string, host?: string])[] = [
  ['a name', 'shop', 'shop'],
  ['a host', 'db.example.com', 'db.example.com'],
  ['host and port', 'db.example.com:5432', 'db.example.com:5432', 'db.example.com'],
  ['host, port and name', 'db:5432/shop', 'db:5432/shop', 'db'],
  ['a URL', 'postgres://db:5432/shop', 'db:5432/shop', 'db'],
  ['a URL without a name', 'postgres://me:pw@db:5432', 'db:5432', 'db'],
  ['a URL without a host', 'postgres:///shop', 'shop'],
  ['a URL with all', 'postgresql://me:hunter2@db:5432/shop?sslmode=require', 'db:5432/shop', 'db'],
  ['a cluster', 'mongodb+srv://me:hunter2@a:1,b:2,c/shop?replicaSet=x', 'a:1,b:2,c/shop', 'a'],
  ['IPv6', 'postgres://me:hunter2@[::1]:5432/shop', '[::1]:5432/shop', '[::1]'],
  ['an encoded socket', 'postgres://%2Fvar%2Frun/shop', '%2Fvar%2Frun/shop', '%2Fvar%2Frun'],
  ['JDBC', 'jdbc:postgresql://db:5432/shop?user=me&password=hunter2', 'db:5432/shop', 'db'],
  ['JDBC of SQL Server', 'jdbc:sqlserver://db:1433;databaseName=shop;user=me;password=hunter2', 'db:1433/shop', 'db'],
  ['SQL Server', 'sqlserver://me:hunter2@db:1433?database=shop', 'db:1433/shop', 'db'],
  ['JDBC of Oracle', 'jdbc:oracle:thin:@//db:1521/shop', 'db:1521/shop', 'db'],
  ['JDBC of Oracle with a password', 'jdbc:oracle:thin:scott/tiger@//db:1521/shop', 'db:1521/shop', 'db'],
  [`Go's MySQL driver`, 'me:hunter2@tcp(db:3306)/shop?parseTime=true', 'db:3306/shop', 'db'],
  [`Go's MySQL driver without a host`, 'me:hunter2@/shop', 'shop'],
  ['without a scheme', 'me:hunter2@db:5432/shop', 'db:5432/shop', 'db'],
  ['SQLite', 'sqlite:data/shop.db', 'data/shop.db'],
  ['SQLite, absolute', 'sqlite:///var/shop.db?mode=rwc', '/var/shop.db'],
  ['libpq', 'host=db port=5432 dbname=shop user=me password=hunter2', 'db:5432/shop', 'db'],
  ['libpq, quoted', `dbname = 'shop' password = 'a \\' host=evil' host = 'db'`, 'db/shop', 'db'],
  ['libpq with a semicolon', 'host=db password=a;b=c dbname=shop', 'db/shop', 'db'],
  ['libpq, a socket', 'host=/var/run/postgresql dbname=shop', '/var/run/postgresql/shop', '/var/run/postgresql'],
  ['libpq, a URL for a name', 'dbname=postgres://me:hunter2@db/shop', 'db/shop', 'db'],
  ['libpq, a host that holds a credential', 'host=me:hunter2@db dbname=shop', 'shop'],
  ['ADO.NET', 'Server=db,1433;Initial Catalog=shop;User ID=me;Password=my secret pw', 'db,1433/shop', 'db'],
  ['ADO.NET, quoted', 'Data Source=db;Password="a;Server=evil";Database=shop;', 'db/shop', 'db'],
  ['JDBC of SQL Server, the server a property', 'jdbc:sqlserver://;serverName=db;databaseName=shop', 'db/shop', 'db'],
  [
    'JDBC of Snowflake',
    'jdbc:snowflake://acme.snowflakecomputing.com/?db=SHOP',
    'acme.snowflakecomputing.com/SHOP',
    'acme.snowflakecomputing.com',
  ],
  ['JDBC of DB2', 'jdbc:db2://db:50000/shop:user=me;password=hunter2;', 'db:50000/shop', 'db'],
  [
    'a description of Oracle',
    'jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=db)(PORT=1521))(CONNECT_DATA=(SERVICE_NAME=shop)))',
    'db:1521/shop',
    'db',
  ],
  ['@ in the password', 'postgres://me:p@ss@db/shop', 'db/shop', 'db'],
  ['/ in the password', 'postgres://me:p/ss@db/shop', 'db/shop', 'db'],
  ['/ and a port-like password', 'postgres://me:12/34@db/shop', 'db/shop', 'db'],
  ['? in the password', 'postgres://me:p?ss@db/shop', 'db/shop', 'db'],
  ['?a=b in the password', 'postgres://me:p?a=b@db/shop', 'db/shop', 'db'],
  ['# in the password', 'postgres://me:p#ss@db/shop', 'db/shop', 'db'],
  ['@ in the query', 'postgres://db/shop?user=a@b&password=p@ss', 'db/shop', 'db'],
  ['@ everywhere', 'postgres://me:p@ss@db/shop?password=p@ss', 'db/shop', 'db'],
  ['@ in the query of a cluster', 'mongodb://a:1,b:2/shop?password=p@ss', 'a:1,b:2/shop', 'a'],
];

// What follows a blank or a separator tells databases apart, too.
test.each([
  ['Kunden Nord', 'Kunden Nord'],
  ["o'brien", "o'brien"],
  ['db1;db2', 'db1;db2'],
  ['データ ベース', 'データ ベース'],
  ['sqlite:///srv/data/tenant a.db', '/srv/data/tenant a.db'],
  ['sqlite:///srv/data/tenant a.db?mode=ro', '/srv/data/tenant a.db'],
  ['postgres://h/my db', 'h/my db'],
  ['postgres://h/my db?sslmode=require', 'h/my db'],
  ['jdbc:sqlserver://h;encrypt=true', 'h'],
])('the label of %s is whole', (text, label) => {
  expect(readDatabase(text)?.label).toBe(label);
});

test.each(
  ROWS.map(([name, text, label, host]) => ({ name, text, expected: host === undefined ? { label } : { label, host } })),
)('$name', ({ text, expected }) => {
  expect(readDatabase(` ${text}\n`)).toEqual(expected);
});

test.each([
  '',
  ' ',
  'password=hunter2',
  'pw=hunter2 user=me',
  'user=me;pwd=hunter2',
  '//',
  'postgres://',
  'postgres://me:hunter2@',
  '?password=hunter2',
])('nothing is left of %j', text => {
  expect(readDatabase(text)).toBeUndefined();
});

describe('nothing of a credential is left', () => {
  const sign = fc.constantFrom(...'!$%*+,-./:?#@^_|~()[]=&');
  const word = fc.stringMatching(/^[A-Z]{6}$/);
  const secrets = fc
    .tuple(
      word,
      fc.array(sign, { maxLength: 3 }).map(signs => signs.join('')),
      word,
    )
    .map(parts => parts.join(''));

  test.each<[string, (secret: string) => string, RegExp?]>([
    ['URL', s => `postgres://me:${s}@db:5432/shop`],
    ['encoded URL', s => `postgres://me:${encodeURIComponent(s)}@db:5432/shop?sslmode=require`],
    ['without a scheme', s => `me:${s}@db:5432/shop`, /[=]/],
    [`Go's MySQL driver`, s => `me:${s}@tcp(db:5432)/shop`],
    ['query', s => `postgres://db:5432/shop?password=${s}`],
    ['JDBC', s => `jdbc:postgresql://db:5432/shop?user=me&password=${s}`],
    ['JDBC of SQL Server', s => `jdbc:sqlserver://db:5432;databaseName=shop;password=${s}`],
    ['libpq', s => `host=db password=${s} port=5432 dbname=shop`],
    ['libpq, quoted', s => `password='${s} host=${s}' host=db port=5432 dbname=shop`],
    ['ADO.NET', s => `Server=db:5432;Password=${s};Database=shop`],
  ])('%s', (_, carry, without = /$^/) => {
    fc.assert(
      fc.property(
        secrets.filter(secret => !without.test(secret)),
        secret => {
          const database = readDatabase(carry(secret));
          for (const piece of secret.match(/[A-Z]{6}/g) ?? [])
            expect(JSON.stringify(database ?? '')).not.toContain(piece);
        },
      ),
      { numRuns: propertyRuns(300) },
    );
  });
});

test.each([' ', ';', '; ', 'a ', 'a;', ':a', '#', '@', "'", '(', 'sqlite:;', 'postgres://h/a ', 'a='])(
  '32 KiB of %j take time in proportion to their length',
  async piece => {
    const read = (length: number) => readDatabase(`x://${piece.repeat(length / piece.length)}x`);
    expect(await growthOf(read, 32_768, 25)).toBeLessThan(SUPERLINEAR);
  },
);
