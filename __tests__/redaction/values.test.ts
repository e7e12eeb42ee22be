import { describe, expect, test } from '@jest/globals';
import { isSecretName, secretValues } from '../../src/redaction/values.ts';

describe('names', () => {
  test.each([
    'PGPASSWORD',
    'DB_PASSWORD',
    'DB_PASSWORD_PROD',
    'DB_PASS',
    'DB_PASSWORD2',
    'DB_PASS_2',
    'PASSWORD1_OLD',
    'MYSQL_PWD2',
    'MONGO_URI2',
    'MYSQL_PWD',
    'GITHUB_TOKEN',
    'NPM_TOKEN',
    'GH_PAT',
    'REDIS_AUTH',
    'SECRET_KEY_BASE',
    'CLIENT_SECRET',
    'STRIPE_API_KEY',
    'AWS_SECRET_ACCESS_KEY',
    'PRIVATE_KEY',
    'PAGERDUTY_ROUTING_KEY',
    'PAGERDUTY_INTEGRATION_KEY',
    'DATABASE_URL',
    'CONFITURE_DATABASE_URL',
    'SENTRY_DSN',
    'DB_CONNECTION_STRING',
    'MONGO_URI',
    'SLACK_WEBHOOK_URL',
    'GOOGLE_CREDENTIALS',
    'db_password',
    'api-key',
    'client-secret',
    'DB_PW',
    'JWT_KEY',
    'DB_CREDS',
    'FLYWAY_LICENSE_KEY',
    'PGPASSWORT',
    'password',
    'token',
    'Authorization_Token',
  ])('%s is one of a secret', name => {
    expect(isSecretName(name)).toBe(true);
  });

  test.each([
    'PWD',
    'OLDPWD',
    'PATH',
    'HOME',
    'GITHUB_REPOSITORY',
    'INPUT_DEDUP-KEY',
    'INPUT_ROUTING-KEY',
    'STATE_TOKEN',
    'COMPUTERNAME',
    'TOKEN_TYPE',
    'VAULT_TOKEN_ROLE',
    'SECRET_NAME',
    'AWS_SECRETSMANAGER_REGION',
    'POSTGRES_PASSWORD_FILE',
    'PGPASSFILE',
    'tables',
    'author',
    'migration',
    'key',
  ])('%s is not', name => {
    expect(isSecretName(name)).toBe(false);
  });
});

describe('values', () => {
  const find = (environment: Record<string, string | undefined>, given: string[] = []) =>
    secretValues(given, environment);

  test.each<[string, Record<string, string | undefined>, string[]]>([
    ['a secret', { DB_PASSWORD: 'hunter2hunter2' }, ['hunter2hunter2']],
    ['that of a proxy without its scheme', { HTTPS_PROXY: 'deploy:hunter2hunter2@proxy:3128' }, ['hunter2hunter2']],
    ['six characters', { DB_PASSWORD: 'hunt22' }, ['hunt22']],
    ['eight characters', { JWT_KEY: 'hunter22' }, ['hunter22']],
    ['every line of a secret', { PRIVATE_KEY: 'line-one-\n line-two-' }, ['line-one-', 'line-two-']],
    ['the password of any URL', { SHOP: 'postgres://shop:hunter%2F22@db/shop' }, ['hunter%2F22', 'hunter/22']],
    ['the password of any DSN', { SHOP: 'host=db password=hunter22 user=x' }, ['hunter22']],
    [
      'that of a URL that cannot be read, and its pieces',
      { SHOP: 'postgres://shop:Xk3v9QzTT/7pLmW2@db:5432/shop' },
      ['Xk3v9QzTT/7pLmW2', 'Xk3v9QzTT'],
    ],
    ['that of a URL without its colon', { SHOP: 'postgres//shop:hunter2@2@db/shop' }, ['hunter2@2']],
    ['that of a URL with one slash', { SHOP: 'postgres:/shop:hunter22@db/shop' }, ['hunter22']],
    ['that of a URL without its scheme', { SHOP: '//shop:hunter22@db/shop' }, ['hunter22']],
    ['that of a JDBC URL', { SHOP: 'jdbc:postgresql://shop:hunter%2F22@db/shop' }, ['hunter%2F22', 'hunter/22']],
    [
      'a password with blanks',
      { SHOP: 'jdbc:sqlserver://db;password=Your Pass word;encrypt=true' },
      ['Your Pass word'],
    ],
    ['a quoted password', { SHOP: `host=db password='hunter 22' user=x` }, ['hunter 22']],
  ])('%s is known', (_, environment, expected) => {
    expect(find(environment)).toEqual(expect.arrayContaining(expected));
  });

  test.each<[string, Record<string, string | undefined>]>([
    ['five characters', { DB_PASSWORD: 'hunt2' }],
    ['seven characters of what may be no secret', { SSH_KEY: 'hunter2' }],
    [
      'what is public',
      { APP_SECRET_URI: 'https://github.com', GITHUB_SERVER_URL: 'https://github.com', DB_SECRET: 'public' },
    ],
    ['nothing', { DB_PASSWORD: '' }],
    ['not set', { DB_PASSWORD: undefined }],
    ['the directory', { PWD: '/home/runner/work/shop/shop' }],
    ['an input', { 'INPUT_DEDUP-KEY': 'confiture-{migration}', 'INPUT_ROUTING-KEY': '0123456789abcdef' }],
    ['a word that everybody knows', { DATABASE_URL: 'postgres', DB_PASSWORD: 'postgres', TOKEN: 'Production' }],
    ['what a URL without a password says', { SHOP: 'https://example.com/a' }],
    [
      'the path of a URL',
      {
        SHOP: 'https://example.com:8080/packages/a@b',
        PLACE: 'git@github.com:acme/shop.git',
        IMAGE: 'ghcr.io/acme/postgres:16-alpine@sha256:abc',
        NOTE: 'Contact: who is at me@example.com',
        WAY: '/usr/local/bin:/opt/x@y',
      },
    ],
    ['another variable', { GITHUB_REPOSITORY: 'acme/shop-of-many-letters' }],
  ])('%s is not', (_, environment) => {
    expect(find(environment)).toEqual([]);
  });

  test('given values count from four characters on', () => {
    expect(find({}, ['abcd', 'abc', ''])).toContain('abcd');
    expect(find({}, ['abc', ''])).toEqual([]);
  });

  test('every form, longest first', () => {
    const forms = find({}, ['a"b/c+d e?~ÿ']);
    expect(forms).toEqual([
      'a%22b%2Fc%2Bd%20e%3F~%C3%BF',
      'a%22b%2fc%2bd%20e%3f~%c3%bf',
      '6122622f632b6420653f7ec3bf',
      '6122622F632B6420653F7EC3BF',
      'a%22b%2Fc%2Bd+e%3F~%C3%BF',
      'YSJiL2MrZCBlP37Dvw==',
      'YSJiL2MrZCBlP37Dvw',
      'YSJiL2MrZCBlP37Dv',
      'EiYi9jK2QgZT9+w7',
      'EiYi9jK2QgZT9-w7',
      'hImIvYytkIGU/fsO',
      'hImIvYytkIGU_fsO',
      'a\\"b/c+d e?~ÿ',
      'a"b/c+d e?~ÿ',
    ]);
    expect(find({}, ['a&b<c>!(d)*'])).toEqual(
      expect.arrayContaining([
        'a\\u0026b\\u003cc\\u003e!(d)*',
        'a%26b%3Cc%3E%21%28d%29%2A',
        'a%26b%3cc%3e%21%28d%29%2a',
      ]),
    );
    expect(find({}, ["it's it"])).toContain(String.raw`it'\''s it`);
    expect(find({}, ['>>>???'])).toEqual(expect.arrayContaining(['Pj4+Pz8/', 'Pj4-Pz8_']));
  });
});
