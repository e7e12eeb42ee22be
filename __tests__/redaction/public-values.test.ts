import { describe, expect, test } from '@jest/globals';
import { createPublicTest } from '../../src/redaction/public-values.ts';
import { makeRedactor } from './redactors.ts';

const RUN = {
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_API_URL: 'https://api.github.com',
  GITHUB_REPOSITORY: 'acme-corp/shop-database',
  GITHUB_REPOSITORY_OWNER: 'acme-corp',
  GITHUB_WORKFLOW: 'Migrate the shop',
  GITHUB_ACTOR: 'mona-the-cat',
  GITHUB_REF: 'refs/heads/release-2026',
  GITHUB_REF_NAME: 'release-2026',
  GITHUB_SHA: '8f2d5c1e0b7a4936d2c1e0b7a49368f2d5c1e0b7',
  GITHUB_RUN_ID: '4711471147',
  INPUT_ENVIRONMENT: 'Production-EU',
};
const LINK = 'https://github.com/acme-corp/shop-database/actions/runs/4711471147';

describe('a value of the run is no secret', () => {
  test.each([
    ['TOKEN_ISSUER', 'https://github.com'],
    ['BASE_URI', 'https://github.com/'],
    ['OIDC_TOKEN_AUDIENCE', 'github.com'],
    ['API_URI', 'https://API.github.com'],
    ['CREDENTIALS_REPO', 'acme-corp/shop-database'],
    ['SECRETS_OWNER', 'Acme-Corp'],
    ['SECRETS_PROJECT', 'shop-database'],
    ['REPO_URI', 'https://github.com/acme-corp/shop-database.git'],
    ['OWNER_URI', 'https://github.com/acme-corp'],
    ['SECRETS_FLOW', 'Migrate the shop'],
    ['PASSWORD_OWNER', 'mona-the-cat'],
    ['SECRETS_BRANCH', 'release-2026'],
    ['SECRETS_VERSION', '8f2d5c1e0b7a4936d2c1e0b7a49368f2d5c1e0b7'],
    ['TOKEN_RUN', '4711471147'],
    ['SECRETS_ENV_OF', 'production-eu'],
  ])('%s=%s', async (name, value) => {
    expect(createPublicTest(RUN)(value)).toBe(true);
    const text = `${value} ${LINK} production-eu`;
    expect(await makeRedactor({ environment: { ...RUN, [name]: value } }).redact(text)).toBe(text);
  });
});

test.each([
  'hunter2hunter2',
  'https://github.com/other/secret-path',
  'acme-corp/another',
  'https://token.example.com',
  'release-2026-secret',
])('%s is one', async value => {
  expect(createPublicTest(RUN)(value)).toBe(false);
  expect(await makeRedactor({ environment: { ...RUN, DB_PASSWORD: value } }).redact(`a ${value} b`)).toBe('a *** b');
});

test('where nothing is known of the run, nothing is public', () => {
  expect(['', '/', 'undefined', 'undefined/undefined'].map(createPublicTest({}))).toEqual([true, true, false, false]);
});

test('a routing key is a secret, whatever the run shows', async () => {
  const redactor = makeRedactor({ secrets: ['release-2026'], environment: RUN });
  expect(await redactor.redact('on release-2026')).toBe('on ***');
});
