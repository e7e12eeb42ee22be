import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readDatabase } from '../../src/inputs/database.ts';

/** What two databases must not share. */
const nameOf = (text: string): string => {
  const database = readDatabase(text);
  if (database === undefined) throw new Error(`nothing is left of ${text}`);
  return `${database.label}\n${database.identity ?? ''}`;
};

const PG = 'postgres://me:pw@db:5432/shop';
const POOLER = 'aws-0-eu-central-1.pooler.supabase.com:6543/postgres';

describe('databases that differ', () => {
  test.each<[what: string, one: string, other: string]>([
    ['catalog', 'databricks://h:443/default?catalog=a', 'databricks://h:443/default?catalog=b'],
    ['keyspace', 'cassandra://h:9042?keyspace=a', 'cassandra://h:9042?keyspace=b'],
    ['hosts', PG, 'postgres://me:pw@db2:5432/shop'],
    ['ports', PG, 'postgres://me:pw@db:5433/shop'],
    ['names', PG, 'postgres://me:pw@db:5432/shop2'],
    ['the schema of Prisma', `${PG}?schema=acme`, `${PG}?schema=globex`],
    ['a schema and none', PG, `${PG}?schema=acme`],
    ['the current schema', 'jdbc:postgresql://db/shop?currentSchema=a', 'jdbc:postgresql://db/shop?currentSchema=b'],
    ['the search path', `${PG}?search_path=a`, `${PG}?search_path=b`],
    ['the search path in options', `${PG}?options=-c%20search_path%3Da`, `${PG}?options=-c%20search_path%3Db`],
    ['the search path in glued options', `${PG}?options=-csearch_path%3Da`, `${PG}?options=-csearch_path%3Db`],
    ['the search path of Npgsql', 'Host=db;Database=shop;Search Path=a', 'Host=db;Database=shop;Search Path=b'],
    [
      'the search path of libpq',
      `host=db dbname=shop options='-c search_path=a'`,
      `host=db dbname=shop options='-c search_path=b'`,
    ],
    ['the project of a pooler', `postgres://postgres.abc:pw@${POOLER}`, `postgres://postgres.def:pw@${POOLER}`],
    [
      'the project of a pooler, libpq',
      'host=eu.pooler.supabase.com user=postgres.abc dbname=postgres',
      'host=eu.pooler.supabase.com user=postgres.def dbname=postgres',
    ],
    [
      'the project of a pooler, JDBC',
      `jdbc:postgresql://${POOLER}?user=postgres.abc&password=x`,
      `jdbc:postgresql://${POOLER}?user=postgres.def&password=x`,
    ],
    ['the socket', 'postgres:///shop?host=/cloudsql/p:r:a', 'postgres:///shop?host=/cloudsql/p:r:b'],
    ['the socket of MySQL', 'mysql://u:p@localhost/shop?socket=/a.sock', 'mysql://u:p@localhost/shop?socket=/b.sock'],
    ['the socket of go-mysql', 'u:p@unix(/cloudsql/p:r:a)/shop', 'u:p@unix(/cloudsql/p:r:b)/shop'],
    [
      'the socket of SQLAlchemy',
      'mysql+pymysql://u:p@/shop?unix_socket=/a',
      'mysql+pymysql://u:p@/shop?unix_socket=/b',
    ],
    ['the port in the query', 'postgres://db/shop?port=5432', 'postgres://db/shop?port=5433'],
    [
      'the instance of Cloud SQL',
      'jdbc:mysql:///shop?cloudSqlInstance=p:r:a&socketFactory=com.google.cloud.sql.mysql.SocketFactory',
      'jdbc:mysql:///shop?cloudSqlInstance=p:r:b&socketFactory=com.google.cloud.sql.mysql.SocketFactory',
    ],
    ['the project in options', `${PG}?options=project%3Dacme`, `${PG}?options=project%3Dglobex`],
    [
      'the endpoint in options',
      `${PG}?sslmode=require&options=endpoint%3Dep-a`,
      `${PG}?sslmode=require&options=endpoint%3Dep-b`,
    ],
    ['the cluster in options', `${PG}?options=--cluster%3Da-1`, `${PG}?options=--cluster%3Da-2`],
    ['the cluster', `${PG}?cluster=a`, `${PG}?cluster=b`],
    ['the database of SQL Server', 'jdbc:sqlserver://h;databaseName=x', 'jdbc:sqlserver://h;databaseName=y'],
    ['a database with a blank', 'jdbc:sqlserver://h;databaseName=shop a', 'jdbc:sqlserver://h;databaseName=shop b'],
    [
      'the server of SQL Server',
      'jdbc:sqlserver://;serverName=a;databaseName=x',
      'jdbc:sqlserver://;serverName=b;databaseName=x',
    ],
    ['the instance of SQL Server', 'sqlserver://u:p@h/one?database=x', 'sqlserver://u:p@h/two?database=x'],
    [
      'the named instance',
      'jdbc:sqlserver://h;instanceName=a;databaseName=x',
      'jdbc:sqlserver://h;instanceName=b;databaseName=x',
    ],
    ['ADO.NET', 'Server=tcp:h,1433;Database=x;User ID=u', 'Server=tcp:h,1433;Database=y;User ID=u'],
    [
      'the db of Snowflake',
      'jdbc:snowflake://a.snowflakecomputing.com/?db=X&schema=S',
      'jdbc:snowflake://a.snowflakecomputing.com/?db=Y&schema=S',
    ],
    [
      'the schema of Snowflake',
      'jdbc:snowflake://a.snowflakecomputing.com/?db=X&schema=S',
      'jdbc:snowflake://a.snowflakecomputing.com/?db=X&schema=T',
    ],
    ['the SID of Oracle', 'jdbc:oracle:thin:@h:1521:ORCL', 'jdbc:oracle:thin:@h:1521:TEST'],
    ['the service of Oracle', 'jdbc:oracle:thin:u/p@//h:1521/a', 'jdbc:oracle:thin:u/p@//h:1521/b'],
    [
      'the service in a description',
      'jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(HOST=h)(PORT=1))(CONNECT_DATA=(SERVICE_NAME=a)))',
      'jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(HOST=h)(PORT=1))(CONNECT_DATA=(SERVICE_NAME=b)))',
    ],
    ['the schema of DB2', 'jdbc:db2://h:5/shop:currentSchema=A;user=u;', 'jdbc:db2://h:5/shop:currentSchema=B;user=u;'],
    ['go-mysql', 'u:p@tcp(a:3306)/shop', 'u:p@tcp(b:3306)/shop'],
    ['files of SQLite', 'sqlite:///data/a.db', 'sqlite:///data/b.db'],
    ['files of JDBC', 'jdbc:sqlite:data/a.db', 'jdbc:sqlite:data/b.db'],
    ['clusters of MongoDB', 'mongodb+srv://u:p@a.mongodb.net/shop', 'mongodb+srv://u:p@b.mongodb.net/shop'],
  ])('%s', (_, one, other) => {
    expect(nameOf(one)).not.toBe(nameOf(other));
  });
});

describe('one database', () => {
  test.each<[what: string, one: string, other: string]>([
    ['passwords', PG, 'postgres://me:other@db:5432/shop'],
    ['users', PG, 'postgres://v-token-4711:pw@db:5432/shop'],
    ['users with a dot', 'postgres://ann.lee:pw@db:5432/shop', 'postgres://bob.ray:pw@db:5432/shop'],
    ['roles of a pooler', `postgres://postgres.abc:pw@${POOLER}`, `postgres://migrator.abc:new@${POOLER}`],
    [
      'users of another pooler',
      'postgres://a:p@ep-x-pooler.eu.neon.tech/shop',
      'postgres://b:p@ep-x-pooler.eu.neon.tech/shop',
    ],
    ['sslmode', `${PG}?sslmode=require`, `${PG}?sslmode=verify-full&sslrootcert=ca.pem`],
    ['sslmode beside a schema', `${PG}?schema=a&sslmode=require`, `${PG}?sslmode=disable&schema=a`],
    ['timeouts', `${PG}?connect_timeout=10`, `${PG}?connect_timeout=30&statement_timeout=5`],
    ['timeouts in options', `${PG}?options=-c%20statement_timeout%3D5s`, `${PG}?options=-c%20lock_timeout%3D1s`],
    ['pool sizes', `${PG}?connection_limit=1&pool_timeout=0`, `${PG}?connection_limit=20`],
    ['pgbouncer', PG, `${PG}?pgbouncer=true`],
    ['application names', `${PG}?application_name=run-1`, `${PG}?application_name=run-2`],
    ['passwords of JDBC', 'jdbc:postgresql://db/shop?user=a&password=b', 'jdbc:postgresql://db/shop?user=c&password=d'],
    [
      'passwords of SQL Server',
      'jdbc:sqlserver://h;databaseName=x;user=a;password=b',
      'jdbc:sqlserver://h;databaseName=x;user=c;password={d;e}',
    ],
    ['encryption of SQL Server', 'jdbc:sqlserver://h;databaseName=x;encrypt=true', 'jdbc:sqlserver://h;databaseName=x'],
    ['passwords of libpq', 'host=db dbname=shop password=a', `host=db dbname=shop password='b c'`],
    ['users of libpq', 'host=db dbname=shop user=a', 'host=db dbname=shop user=b connect_timeout=3'],
    ['passwords of ADO.NET', 'Server=db;Database=shop;Uid=a;Pwd=b', 'Server=db;Database=shop;Uid=c;Pwd="d;e"'],
    ['passwords of go-mysql', 'u:a@tcp(db:3306)/shop?parseTime=true', 'v:b@tcp(db:3306)/shop'],
    ['passwords of Oracle', 'jdbc:oracle:thin:u/a@//h:1521/x', 'jdbc:oracle:thin:v/b@//h:1521/x'],
    [
      'warehouses of Snowflake',
      'jdbc:snowflake://a.b.com/?db=X&warehouse=S',
      'jdbc:snowflake://a.b.com/?db=X&warehouse=L&role=R',
    ],
    ['tokens of Neon', 'postgres://u:endpoint=ep-a;pw1@h/shop', 'postgres://u:endpoint=ep-a;pw2@h/shop'],
    ['modes of SQLite', 'sqlite:///data/a.db?mode=rwc', 'sqlite:///data/a.db'],
    ['blanks in a search path', `${PG}?search_path=a,%20b`, `${PG}?search_path=a,b`],
    ['the order of parameters', `${PG}?schema=a&cluster=b`, `${PG}?cluster=b&schema=a`],
  ])('%s', (_, one, other) => {
    expect(nameOf(one)).toBe(nameOf(other));
  });

  test('whatever its password and user are', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9!$*+,.^_~()-]{1,20}$/);
    const forms: ((user: string, password: string) => string)[] = [
      (u, p) => `postgres://${encodeURIComponent(u)}:${encodeURIComponent(p)}@db:5432/shop?schema=a`,
      (u, p) =>
        `jdbc:postgresql://db/shop?user=${encodeURIComponent(u)}&currentSchema=a&password=${encodeURIComponent(p)}`,
      (u, p) => `jdbc:sqlserver://db;user=${u};password={${p}};databaseName=shop`,
      (u, p) => `host=db user='${u}' password='${p}' dbname=shop`,
      (u, p) => `Server=db;User ID=${u};Password="${p}";Database=shop`,
      (u, p) => `${u}:${p}@tcp(db:3306)/shop`,
    ];
    fc.assert(
      fc.property(fc.constantFrom(...forms), word, word, (form, user, password) => {
        expect(nameOf(form(user, password))).toBe(nameOf(form('me', 'hunter2')));
      }),
      { numRuns: 1_000 },
    );
  });
});

test('nothing of a credential is in it', () => {
  expect(readDatabase('postgres://postgres.abc:hunter2@eu.pooler.supabase.com/x?schema=a&password=hunter3')).toEqual({
    label: 'eu.pooler.supabase.com/x',
    host: 'eu.pooler.supabase.com',
    identity: 'schema=a\nproject=abc',
  });
});

test('where host, port and name say it all, there is none', () => {
  for (const text of [
    PG,
    `${PG}?sslmode=require`,
    'jdbc:sqlserver://h;databaseName=x',
    'u:p@tcp(db)/shop',
    'host=db port=1 dbname=x',
  ])
    expect(readDatabase(text)).not.toHaveProperty('identity');
});
