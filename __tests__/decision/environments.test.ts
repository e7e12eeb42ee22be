import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  alertsIn,
  classifyEnvironment,
  findEntry,
  findEnvironment,
  isDevelopment,
  policyEnvironment,
} from '../../src/decision/environments.ts';
import { growthOf, SUPERLINEAR } from '../growth.ts';

test('an unset environment counts as production', () => {
  expect([policyEnvironment(''), policyEnvironment('qa')]).toEqual(['production', 'qa']);
});

describe('what a name is by its words', () => {
  const NAMES = {
    production: [
      ...['production', 'prod', 'prd', 'live', 'prod-eu', 'production_us', 'eu-production', 'eu_production', 'prod1'],
      ...['prod-1', 'live.eu', 'live.us', 'prd2eu', '1prod', 'shop/prod', 'shop prod', 'eu-west-1-prod', 'prod:acme'],
      ...['prod-staging', 'staging-prod', 'no-oslo-prod', 'prod-no', 'latest-prod', 'devices-prod', 'qatar-live'],
      ...['prod-prod', 'prod-blue', 'prod-dr', 'préfet-prod'],
    ],
    staging: ['staging', 'stage', 'stg', 'staging-2', 'eu-stage', 'stg_eu', 'stage3', 'non-prod-staging'],
    other: [
      ...['', 'preprod', 'pre-production', 'pre_prod', 'non-prod', 'nonprod', 'not-live', 'no-prod', 'prod-test'],
      ...['production-test', 'live-demo', 'prod-like', 'prod-copy', 'clone-of-prod', 'prod.mirror', 'prod-shadow'],
      ...['prod-load', 'perf-prod', 'prod-training', 'dev-prod', 'prod-dev2', 'qa-live', 'ci-prod', 'preview-live'],
      ...['local-prod', 'prod-sandbox', 'prod-review', 'development', 'dev', 'products', 'delivery', 'alive', 'stages'],
      ...['pre-staging', 'staging-test', 'product-eu', 'productionize', 'euprod', 'constructor', '本番', 'uat', 'beta'],
    ],
  };

  test.each(Object.entries(NAMES))('%s', (kind, names) => {
    expect(names.filter(name => (classifyEnvironment(name) ?? 'other') !== kind)).toEqual([]);
  });

  test('the built-in list pages in production and staging alone', () => {
    const alerting = Object.values(NAMES)
      .flat()
      .filter(name => alertsIn(['production', 'staging'], name));
    expect(alerting).toEqual([...NAMES.production, ...NAMES.staging]);
  });

  test('whatever is joined to it by a sign that is no letter', () => {
    const sign = fc.constantFrom('-', '_', '.', '/', ' ', '1', ':');
    const region = fc.constantFrom('eu', 'us', 'tenant', 'blue', 'acme', 'shop');
    fc.assert(
      fc.property(fc.constantFrom('prod', 'prd', 'live', 'production'), sign, region, (word, between, place) => {
        expect(classifyEnvironment(`${word}${between}${place}`)).toBe('production');
        expect(classifyEnvironment(`${place}${between}${word}`)).toBe('production');
        expect(classifyEnvironment(`${place}${word}`)).toBeUndefined();
      }),
    );
  });
});

test.each<[boolean, readonly string[]]>([
  [true, ['dev', 'development', 'test', 'qa-2', 'ci', 'preview-12', 'local', 'sandbox', 'eu_review', 'dev1']],
  [false, ['', 'prod-test', 'non-prod', 'live-demo', 'staging-test', 'uat', 'beta', 'devices', 'acme', 'demo']],
])('plainly of development: %j', (expected, names) => {
  expect(names.filter(name => isDevelopment(name) !== expected)).toEqual([]);
});

describe('environments that alert', () => {
  const LISTED = ['production', 'staging'];

  test.each<[string, readonly string[], boolean]>([
    ['production', LISTED, true],
    ['staging', LISTED, true],
    ['development', LISTED, false],
    ['prod', LISTED, true],
    ['stg', LISTED, true],
    ['production', ['prod'], false],
    ['prod', ['prod'], true],
    ['production-eu', LISTED, true],
    ['prod-eu', ['staging'], false],
    ['production-eu', ['production*'], true],
    ['production', ['production*'], true],
    ['eu-production', ['*production'], true],
    ['eu-production-1', ['*-production'], false],
    ['prod-eu-1', ['prod-*-1'], true],
    ['prod-1', ['prod-*-1'], false],
    ['non-prod', ['non-prod'], true],
    ['non-prod', ['*'], true],
    ['aba', ['ab*ba'], false],
    ['prod', ['p.od'], false],
    ['anything', ['*'], true],
    ['', ['*'], true],
    ['prod', ['*duction'], true],
    ['constructor', LISTED, false],
    ['production', [], false],
  ])('%j of %j: %j', (environment, listed, expected) => {
    expect(alertsIn(listed, environment)).toBe(expected);
  });

  test.each<[string, readonly string[], boolean]>([
    ['prod-eu', ['production', '!prod-eu'], false],
    ['prod-us', ['production', '!prod-eu'], true],
    ['prod-eu', ['!prod-eu', 'production'], false],
    ['prod-eu', ['production', '!*-eu'], false],
    ['prod-eu', ['prod-eu', '!*-eu'], true],
    ['prod-test-1', ['prod-*', '!prod-test-*'], false],
    ['prod-1', ['prod-*', '!prod-test-*'], true],
    ['prod-eu', ['*', '!production'], false],
    ['prod-eu', ['prod-*', '!production'], true],
    ['qa', ['*', '!production'], true],
    ['dev', ['!dev'], false],
    ['qa', ['!dev'], true],
    ['prod', ['*', '! prod'], false],
    ['production', ['production', '!production'], false],
  ])('%j of %j: %j', (environment, listed, expected) => {
    expect(alertsIn(listed, environment)).toBe(expected);
  });

  test('every pattern takes time in proportion to the name', async () => {
    const look = (size: number) => expect(alertsIn([`${'*a'.repeat(50)}b`], 'a'.repeat(size))).toBe(false);
    expect(await growthOf(look, 6_000)).toBeLessThan(SUPERLINEAR);
  });
});

describe('an entry', () => {
  const ENTRIES = [
    ['pr*', 1],
    ['prod', 2],
    ['production', 3],
    ['*', 4],
  ] as const;

  test.each([
    ['prod', 2, 2],
    ['live', 3, 4],
    ['prod-eu', 1, 1],
    ['live-eu', 3, 4],
    ['qa', 4, 4],
    ['preview', 1, 1],
  ])('of %s: %j, and by name alone %j', (name, byWords, byName) => {
    expect([findEnvironment(ENTRIES, name), findEntry(ENTRIES, name)]).toEqual([byWords, byName]);
  });

  test('there may be none', () => {
    expect([findEnvironment([['qa', 1]], 'dev'), findEntry([['qa', 1]], 'dev')]).toEqual([undefined, undefined]);
  });
});
