import { describe, expect, test } from '@jest/globals';
import { isSecretName, secretValues } from '../../src/redaction/values.ts';
import { makeRedactor } from './redactors.ts';

const SECRET = ['Zq7v', 'Xk29Lm'].join('');
const redactor = makeRedactor({ findSecrets: async () => [] });

/** How a shell, a file and a log write a name and its value. */
const WRITTEN: readonly ((name: string, value: string) => string)[] = [
  (name, value) => `${name}=${value} ./migrate`,
  (name, value) => `export ${name}="${value}"`,
  (name, value) => `alembic -x ${name.toLowerCase()}=${value} upgrade head`,
  (name, value) => `env:\n  ${name}: ${value}\n  HOST: db`,
  (name, value) => `{"${name}":"${value}"}`,
  (name, value) => `docker run -e '${name}=${value} ${value}' x`,
  (name, value) => `tool --${name.toLowerCase()} ${value} up`,
  (name, value) => `setx ${name} ${value}`,
];

describe.each([
  ...['DBPASS', 'PGPASS', 'USERPASS', 'MYSQLPASS', 'DB_PASS', 'DBPASS2', 'DB_USERPASS', 'FLYWAY_PASS'],
  ...['DBPWD', 'SAPWD', 'DB2PWD', 'DB_PWD', 'DBPW', 'SA_PW'],
  ...['DB_PASSWORD', 'DBPASSWORD', 'PGPASSWORT', 'SYS_PASSWD', 'DB_PASSPHRASE'],
  ...['DB_KENNWORT', 'DB_SENHA', 'CONTRASENA', 'DB_CONTRASEÑA', 'MOT_DE_PASSE', 'MOTDEPASSE', 'DB_MDP', 'WACHTWOORD'],
  ...['HASLO', 'DB_HASŁO', 'HESLO', 'LOSENORD', 'LÖSENORD', 'PASSORD', 'ADGANGSKODE', 'SALASANA', 'DB_PAROLA'],
  ...['ПАРОЛЬ', 'パスワード', '密码', '密碼', '비밀번호', 'ŞIFRE', 'SIFRE', 'JELSZO'],
])('%s', name => {
  test('the value of a variable with this name is known', () => {
    expect(isSecretName(name)).toBe(true);
    expect(secretValues([], { [name]: SECRET })).toContain(SECRET);
  });

  test.each(WRITTEN)('a text with its value is redacted: %s', async write => {
    expect(await redactor.redact(write(name, SECRET))).not.toContain(SECRET);
  });
});

describe.each(['BYPASS', 'COMPASS', 'ENCOMPASS', 'TRESPASS', 'RATE_LIMIT_BYPASS', 'OLDPWD'])('%s', name => {
  test('its value is no secret', async () => {
    expect(isSecretName(name)).toBe(false);
    expect(await redactor.redact(`${name}=${SECRET} ./migrate`)).toContain(SECRET);
    expect(await redactor.redact(`env:\n  ${name}: ${SECRET}`)).toContain(SECRET);
  });
});

test.each(['password rotation', 'PGPASSFILE', 'PASSWORDLESS_LOGIN', 'Passworthinweis'])(
  '%s is no name of one',
  name => {
    expect(isSecretName(name)).toBe(false);
  },
);

test('a directory that a script keeps under a name of its own is no secret', () => {
  const place = '/home/runner/work/shop/shop';
  expect(secretValues([], { PWD: place, ORIGINAL_PWD: place, GITHUB_WORKSPACE: place })).toEqual([]);
});

test.each([
  ['hasLocation=true, pagesLoaded: 12, chosenHash=abcdef0123, deleteFilesIfReplaced: true'],
  ['passOrder=ascending, cachesLoaded=12'],
  ['first pass: 3 of 4 tables'],
  ['pass: 12\nfail: 1'],
  ['working in $PWD: nothing to do'],
  ["Zugriff verweigert für 'shop'@'db' (benutztes Passwort: JA)"],
  ["Доступ закрыт для 'shop'@'db' (был использован пароль: ДА)"],
  ['password-file and compass: north'],
  ["option '--password' requires an argument"],
])('is no password: %s', async text => {
  expect(await redactor.redact(text)).toBe(text);
});

test.each([
  ['Kennwort: {}', 'Kennwort: ***'],
  ['[INFO] Kennwort: {}', '[INFO] Kennwort: ***'],
  ['Contraseña: {}', 'Contraseña: ***'],
  ['Mot de passe : {}', 'Mot de passe : ***'],
  ['the Mot de passe : {} was used', 'the Mot de passe : *** was used'],
  ['パスワード：{}', 'パスワード：***'],
  ['密码: {}', '密码: ***'],
  ['пароль: {}', 'пароль: ***'],
  ['비밀번호: {}', '비밀번호: ***'],
])('prompt: %s', async (text, expected) => {
  expect(await redactor.redact(text.replace('{}', SECRET))).toBe(expected);
});

/** Commands with an option, its value put for `{}`: as `bash -x` prints it when the value has a sign or a blank in it. */
const OPTIONS = [
  ...['mysql -h db -uapp Q-p{}Q shop', 'mysqldump Q-p{}Q shop', 'mariadb -u root Q-p{}Q', 'mysql Q--password={}Q shop'],
  ...['sshpass Q-p{}Q ssh app@h ./migrate', 'curl -s Q-uapp:{}Q x', 'curl Q--user=app:{}Q x'],
  ...['sqlcmd -S h -U sa Q-P{}Q -i m.sql', 'bcp x in y -U sa Q-P{}Q', 'redis-cli Q--pass={}Q ping'],
  ...['mongosh -u app Q-p{}Q --quiet', 'snowsql Q-p{}Q', 'cqlsh h Q-p{}Q', 'docker login Q-p{}Q reg', 'hdbsql Q-p{}Q'],
  ...['ldapsearch Q-w{}Q', 'vsql Q-w{}Q', 'flyway Q-password={}Q migrate', 'liquibase Q--password={}Q update'],
  ...['clickhouse-client Q--password={}Q --query x', 'psql Q--dbpass={}Q', 'docker run -e QDB_PASSWORD={}Q x'],
];

test.each(OPTIONS)('option in quotes: %s', async command => {
  for (const value of [`${SECRET}!`, `a$b ${SECRET}`, `a ; ${SECRET} | x`, `${SECRET} "x" b`]) {
    for (const quote of ["'", '"', '\\"']) {
      if (quote !== "'" && value.includes('"')) continue;
      const text = `+ ${command.replaceAll('Q', quote).replace('{}', value)}`;
      const [before = '', after = ''] = command.replaceAll('Q', quote).split('{}');
      const shown = await redactor.redact(text);
      expect(shown).not.toContain(SECRET);
      expect(shown.endsWith(after)).toBe(true);
      expect(shown.startsWith(`+ ${before.split(' ')[0]}`)).toBe(true);
    }
  }
});

test.each([
  [String.raw`+ mysql '-pa'\''b {}' shop`, `+ mysql '-p***' shop`],
  [`['--password', '{}', '--user', 'app']`, `['--password', ***, '--user', 'app']`],
  ['+ psql --db-password {} -f m.sql', '+ psql --db-password *** -f m.sql'],
  ['impdp system/{} schemas=x', 'impdp system/*** schemas=x'],
  ['expdp system/{} full=y', 'expdp system/*** full=y'],
  ['sqlldr app/{} control=x.ctl', 'sqlldr app/*** control=x.ctl'],
  ['sqlldr control=x.ctl userid=app/{}', 'sqlldr control=x.ctl userid=app/***'],
  ['SQL> conn app/{}', 'SQL> conn app/***'],
  [`ConvertTo-SecureString '{}' -AsPlainText`, 'ConvertTo-SecureString *** -AsPlainText'],
  ['ConvertTo-SecureString -String "{}" -AsPlainText -Force', 'ConvertTo-SecureString -String *** -AsPlainText -Force'],
  ['ConvertTo-SecureString -AsPlainText -Force -String {}', 'ConvertTo-SecureString -AsPlainText -Force -String ***'],
  ['setx PGPASSWORD {}', 'setx PGPASSWORD ***'],
  ['setx /M PGPASSWORD "{} x"', 'setx /M PGPASSWORD ***'],
  ['setenv PGPASSWORD {}', 'setenv PGPASSWORD ***'],
  ['set -gx PGPASSWORD {}', 'set -gx PGPASSWORD ***'],
  ["CONNECT TO shop USER app USING '{}'", 'CONNECT TO shop USER app USING ***'],
  ['.logon db/app,{};', '.logon db/app,***;'],
  [`db.auth("app", "{}")`, 'db.auth("app", ***)'],
  ['X-ClickHouse-Key: {}', 'X-ClickHouse-Key: ***'],
])('command: %s', async (text, expected) => {
  expect(await redactor.redact(text.replace('{}', SECRET))).toBe(expected);
});
