import { expect, test } from '@jest/globals';
import { makeRedactor } from './redactors.ts';

const redactor = makeRedactor();

test.each<[string, string, string]>([
  ['libpq', 'host=db password=hunter2 dbname=shop', 'host=db password=*** dbname=shop'],
  [
    'libpq, quoted, with quotes and blanks',
    String.raw`host=db password='a \'b\\ c' user=x`,
    'host=db password=*** user=x',
  ],
  ['libpq, blanks around', 'host = db password = hunter2 user = x', 'host = db password = *** user = x'],
  ['libpq, a quote within', `password=ab"cd'ef user=x`, 'password=*** user=x'],
  ['at the end', 'dbname=shop password=hunter2', 'dbname=shop password=***'],
  ['a quote that is not closed', "password='hunter2 and more", 'password=***'],
  ['a value that ends in a backslash', 'password="hunter2\\', 'password=***'],
  ['ADO.NET', 'Server=db;Password=my secret pw;Database=shop', 'Server=db;Password=***;Database=shop'],
  ['ADO.NET, short name', 'Server=db; Pwd=hunter2; Database=shop', 'Server=db; Pwd=***; Database=shop'],
  [
    'braces of SQL Server',
    'jdbc:sqlserver://db;user=sa;password={a;b}}c};encrypt=true',
    'jdbc:sqlserver://db;user=sa;password=***;encrypt=true',
  ],
  [
    'a query',
    'postgres://db/shop?user=a&password=hunter2&sslmode=require',
    'postgres://db/shop?user=a&password=***&sslmode=require',
  ],
  ['the key of a signed link', 'https://x.example.com/f?sig=abcdef&n=1', 'https://x.example.com/f?sig=***&n=1'],
  [
    'a query in a query',
    'https://x.example.com/?next=%2F%3Fpassword%3Dhunter2',
    'https://x.example.com/?next=%2F%3Fpassword%3D***',
  ],
  ['Azure', 'AccountName=shop;AccountKey=abc+/==;EndpointSuffix=x', 'AccountName=shop;AccountKey=***'],
  ['environment', 'PGPASSWORD=hunter2 psql -h db', 'PGPASSWORD=*** psql -h db'],
  ['shell', 'export DB_PASSWORD="hunter 2"; psql', 'export DB_PASSWORD=***; psql'],
  ['shell, glued quotes', `TOKEN='abc'def psql`, 'TOKEN=*** psql'],
  ['a name with more to it', 'DATABASE_PASSWORD_PROD=hunter2', 'DATABASE_PASSWORD_PROD=***'],
  ['a blank that is escaped', String.raw`host=db password=hun\ ter2 user=x`, 'host=db password=*** user=x'],
  ['shell, a blank that is escaped', String.raw`PGPASSWORD=hun\ ter2 psql`, 'PGPASSWORD=*** psql'],
  ['shell, an apostrophe', String.raw`+ PGPASSWORD='Xk3'\''v9Qz'\'' W2' psql`, '+ PGPASSWORD=*** psql'],
  ['INI', 'host = db\npassword = hun ter2\nport = 1', 'host = db\npassword = ***\nport = 1'],
  ['INI, more in the line', 'password = hunter2 user = x', 'password = *** user = x'],
  ['part of it redacted', 'password=***/hunter2 user=x', 'password=*** user=x'],
  ['redacted', 'password=*** user=x;password=***;a=b', 'password=*** user=x;password=***;a=b'],
  ['ADO.NET, part of it redacted', 'Server=db;Password=*** hunter2;Database=x', 'Server=db;Password=***;Database=x'],
  ['Ruby', ':password => "hunter2", :host => "db"', ':password => ***, :host => "db"'],
  ['Python', `connect(host='db', password='hunter2')`, `connect(host='db', password=***)`],
  ['properties', 'spring.datasource.password=hunter2', 'spring.datasource.password=***'],
  ['AWS', 'aws_secret_access_key = abcdefghijklmnop', 'aws_secret_access_key = ***'],
])('assignment: %s', async (_, text, expected) => {
  expect(await redactor.redact(text)).toBe(expected);
});

test.each<[string, string, string]>([
  ['JSON', '{"password":"hunter2","host":"db"}', '{"password":***,"host":"db"}'],
  ['JSON with blanks', '{ "db_password" : "hun\\"ter2", "host": "db" }', '{ "db_password" : ***, "host": "db" }'],
  ['JSON, no text', '{"password":12345678,"host":"db"}', '{"password":***,"host":"db"}'],
  [
    'JSON in JSON',
    '{"m":"{\\"password\\":\\"hun\\\\\\"ter2\\",\\"host\\":\\"db\\"}"}',
    '{"m":"{\\"password\\":***,\\"host\\":\\"db\\"}"}',
  ],
  ['inspected', `{ host: 'db', password: 'hunter2', port: 5432 }`, `{ host: 'db', password: ***, port: 5432 }`],
  ['printed by Go', '{Host:db Password:hunter2 Port:5432}', '{Host:db Password:*** Port:5432}'],
  ['printed by Go, with a blank', '&{Host:db Password:hun ter2 Port:5432}', '&{Host:db Password:*** Port:5432}'],
  ['printed by Go, redacted', '{Host:db Password:***, Port: 5432}', '{Host:db Password:***, Port: 5432}'],
  [
    'attributes of XML',
    '<property name="db.password" value="hun ter2"/><property name="url" value="x"/>',
    '<property name="db.password" value=***/><property name="url" value="x"/>',
  ],
  ['Python', `{'password': 'hunter2', 'host': 'db'}`, `{'password': ***, 'host': 'db'}`],
  ['PHP', `['password' => 'hunter2', 'host' => 'db']`, `['password' => ***, 'host' => 'db']`],
  ['YAML', 'host: db\npassword: hunter2\nport: 5432', 'host: db\npassword: ***\nport: 5432'],
  ['YAML with blanks', 'db:\n  - password: my secret phrase\n    port: 1', 'db:\n  - password: ***\n    port: 1'],
  ['YAML block', 'password: |-\n  hunter2\n  more\nport: 1', 'password: |-\n***\nport: 1'],
  ['YAML token', 'token: abcdefgh', 'token: ***'],
  ['XML', '<db><password>hunter2</password><host>db</host></db>', '<db><password>***</password><host>db</host></db>'],
  ['XML with a namespace', '<x:clientSecret>hunter2</x:clientSecret>', '<x:clientSecret>***</x:clientSecret>'],
])('document: %s', async (_, text, expected) => {
  expect(await redactor.redact(text)).toBe(expected);
});

test.each<[string, string, string]>([
  ['Authorization', 'Authorization: Basic aHVudGVyMg==\nHost: db', 'Authorization: ***\nHost: db'],
  ['Proxy-Authorization', 'proxy-authorization: Basic aHVudGVyMg==', 'proxy-authorization: ***'],
  ['in JSON', '{"authorization":"Bearer abcdefgh","error":"x"}', '{"authorization":***,"error":"x"}'],
  ['in a command', `curl -H 'Authorization: Token token=abc' https://x`, `curl -H 'Authorization: ***' https://x`],
  ['a bearer token elsewhere', 'sent Bearer abcdefghijkl to x', 'sent Bearer *** to x'],
  ['API key', 'X-Api-Key: abcdef', 'X-Api-Key: ***'],
  ['Vault', 'X-Vault-Token: s.abcdef', 'X-Vault-Token: ***'],
  ['cookies', 'Set-Cookie: session=abcdef; Path=/\nDate: x', 'Set-Cookie: ***\nDate: x'],
])('header: %s', async (_, text, expected) => {
  expect(await redactor.redact(text)).toBe(expected);
});

test.each<[string, string, string]>([
  ['long', 'flyway -password=hunter2 migrate', 'flyway -password=*** migrate'],
  ['long, apart', 'liquibase --password hunter2 update', 'liquibase --password *** update'],
  ['long, quoted', `tool --api-key "a b" run`, 'tool --api-key *** run'],
  ['mysql', 'mysql -u root -phunter2 shop', 'mysql -u root -p*** shop'],
  ['mysqldump', `mysqldump -p'hunter 2' shop`, 'mysqldump -p*** shop'],
  ['curl', 'curl -s -u me:hunter2 https://x', 'curl -s -u *** https://x'],
  ['netrc', 'machine x login me password hunter2', 'machine x login me password ***'],
  ['SQL', `ALTER USER shop WITH PASSWORD 'hunter2'`, 'ALTER USER shop WITH PASSWORD ***'],
  ['SQL of MySQL', `CREATE USER 'shop' IDENTIFIED BY 'hunter2'`, `CREATE USER 'shop' IDENTIFIED BY ***`],
  ['SQL of MySQL, in double quotes', 'CREATE USER shop IDENTIFIED BY "hunter2"', 'CREATE USER shop IDENTIFIED BY ***'],
  ['SQL of Oracle', 'CREATE USER shop IDENTIFIED BY hunter2 QUOTA 1', 'CREATE USER shop IDENTIFIED BY *** QUOTA 1'],
  ['SQL, a function', 'SET PASSWORD FOR shop = PASSWORD("hunter2")', 'SET PASSWORD FOR shop = PASSWORD(***)'],
  ['sqlcmd', 'sqlcmd -S db -U sa -P hunter2 -Q x', 'sqlcmd -S db -U sa -P *** -Q x'],
  ['sqlplus', 'sqlplus -s shop/hunter2@//db:1521/x', 'sqlplus -s shop/***@//db:1521/x'],
  ['mysqlsh', 'mysqlsh --sql root:hunter2@db -e x', 'mysqlsh --sql root:***@db -e x'],
])('option: %s', async (_, text, expected) => {
  expect(await redactor.redact(text)).toBe(expected);
});

test.each<[string, string, string]>([
  [
    'libpq',
    'invalid integer value "Xk3v9QzTT" for connection option "port"',
    'invalid integer value *** for connection option "port"',
  ],
  [
    'Go',
    'parse "postgres://a:X@db/x": invalid port ":Xk3v9Q" after host',
    'parse "postgres://***@db/x": invalid port *** after host',
  ],
  ['Python', `Port could not be cast to integer value as 'Xk"3v9Q'`, 'Port could not be cast to integer value as ***'],
])('a password that was taken for a port: %s', async (_, text, expected) => {
  expect(await redactor.redact(text)).toBe(expected);
});

test.each<[string, string, string]>([
  ['a private key', `x\n-----BEGIN RSA PRIVATE KEY-----\nabc\ndef\n-----END RSA PRIVATE KEY-----\ny`, 'x\n***\ny'],
  ['a private key, cut off', 'x -----BEGIN PRIVATE KEY-----\nabc\ndef', 'x ***'],
  ['a PGP key', '-----BEGIN PGP PRIVATE KEY BLOCK-----\nabc\n-----END PGP PRIVATE KEY BLOCK-----', '***'],
  ['a JSON web token', 'got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc_def-ghi back', 'got *** back'],
  ['a JSON web token within a word', 'got id-eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc_def-ghi', 'got id-***'],
  ['GitHub', `got ${['ghp', '0123456789abcdefghij0123456789abcdef'].join('_')} back`, 'got *** back'],
  [
    'Slack',
    `got ${['xoxb', '123456789012', '1234567890123', 'abcdefghijklmnopqrstuvwx'].join('-')} back`,
    'got *** back',
  ],
  ['npm', `got ${['npm', '0123456789abcdefghijABCDEFGHIJ012345'].join('_')} back`, 'got *** back'],
  ['Stripe', `got ${['sk', 'live', '0123456789abcdef'].join('_')} back`, 'got *** back'],
  ['Vault', `got ${['hvs', 'CAESIabcdefghij0123456789'].join('.')} back`, 'got *** back'],
])('token: %s', async (_, text, expected) => {
  expect(await redactor.redact(text)).toBe(expected);
});

test.each([
  'password authentication failed for user "shop"',
  'FATAL: password authentication failed for user "shop"',
  'fe_sendauth: no password supplied',
  'relation "userz" does not exist',
  'rows are identified by id, grants by name',
  'invalid integer value "x" for connection option "keepalives"',
  'sqlplus: command not found; see scripts/run.sql',
  'C:\\shop\\migrate.exe: exit code 1',
  'column "password" of relation "users" does not exist',
  `Migration 'foo' failed`,
  `it's the user's fault, and we can't say 'why'`,
  'syntax error at or near "TABL"',
  'syntax error: unexpected token: "x"',
  'Error: secret not found',
  'permission denied for table tokens',
  `Length of 'routing_key' is incorrect (should be 32 characters)`,
  `'routing_key' cannot contain non-alphanumeric characters.`,
  'Invalid routing key',
  'api-token: expected the key of an account or a user; got nothing.',
  'routing-key: expected the integration key of a PagerDuty service; got nothing',
  'could not connect to server: Connection refused (host=db port=5432)',
  'jdbc:postgresql://db:5432/shop?sslmode=require&user=shop',
  'confiture-005_add_payment_table-production-acme/shop',
  '004_add_password_reset_tokens',
  '20260102120000_create_api_keys.up.sql',
  'https://github.com/acme/shop/actions/runs/1/attempts/2',
  '0123456789abcdef0123456789abcdef01234567',
])('stays as it is: %s', async text => {
  expect(await redactor.redact(text)).toBe(text);
});
