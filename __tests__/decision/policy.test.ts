import { describe, expect, test } from '@jest/globals';
import { lookUp, lookUpSeverity } from '../../src/decision/policy.ts';
import type { PolicyTable } from '../../src/inputs/policy-table.ts';
import type { Severity } from '../../src/inputs/severity.ts';

describe('look-up', () => {
  const TABLE: PolicyTable<string> = [
    ['pr*', [['default', 'pr*']]],
    ['*', [['default', 'any']]],
    [
      'production',
      [
        ['42p01', 'code'],
        ['schemaerror', 'category'],
        ['lock*', 'pattern'],
        ['databaseerror', 'any error'],
        ['default', 'rest'],
      ],
    ],
    ['staging', [['lockerror', 'staging lock']]],
    ['prd', [['default', 'own entry of prd']]],
    [
      'default',
      [
        ['lockerror', 'default lock'],
        ['default', 'default'],
      ],
    ],
  ];

  test.each<[string, PolicyTable<string>]>([
    ['of environments', [['d*', [['default', 'info']]]]],
    ['of types', [['default', [['d*', 'info']]]]],
  ])('a pattern %s fits no name default', (_, table) => {
    expect(lookUp(table, 'production', ['LockError'])).toBeUndefined();
  });

  test.each<[string, string, string[], string | undefined]>([
    ['the code wins', 'production', ['42P01', 'SchemaError', 'DatabaseError'], 'code'],
    ['then the category', 'production', ['42703', 'SchemaError', 'DatabaseError'], 'category'],
    ['a pattern of types', 'production', ['LockError', 'DatabaseError'], 'pattern'],
    ['then any error', 'production', ['22001', 'DatabaseError'], 'any error'],
    ['then the default', 'production', [], 'rest'],
    ['an alias finds its name', 'prod', ['42P01'], 'code'],
    ['an entry of its own wins over the name', 'prd', ['42P01'], 'own entry of prd'],
    ['a pattern wins over the default', 'preview', [], 'pr*'],
    ['the first pattern wins', 'qa', [], 'any'],
    ['an environment without that type falls back on the default', 'staging', ['42P01', 'DatabaseError'], 'default'],
    ['and there too the type counts', 'stg', ['LockError'], 'staging lock'],
    ['a type that is called default is none', 'production', ['default'], 'rest'],
  ])('%s', (_, environment, types, expected) => {
    expect(lookUp(TABLE, environment, types)).toBe(expected);
  });

  test.each<[string, PolicyTable<string>, string, string[], string | undefined]>([
    ['nothing', [], 'production', [], undefined],
    ['no entry', [['staging', [['default', 'x']]]], 'production', [], undefined],
    ['an alias does not work backwards', [['prod', [['default', 'x']]]], 'production', [], undefined],
    [
      'an entry whose leaf was wrong',
      [
        ['production', []],
        ['default', [['default', 'x']]],
      ],
      'production',
      [],
      'x',
    ],
    [
      'an exact name behind a pattern',
      [
        ['prod*', [['default', 'p']]],
        ['production', [['default', 'x']]],
      ],
      'production',
      [],
      'x',
    ],
    [
      'an exact name found by alias before a pattern',
      [
        ['pro*', [['default', 'p']]],
        ['production', [['default', 'x']]],
      ],
      'prod',
      [],
      'x',
    ],
    [
      'a pattern for a longer name is an entry of its own',
      [
        ['*', [['default', 'any']]],
        ['production', [['default', 'x']]],
        ['prod-*', [['default', 'p']]],
      ],
      'prod-eu',
      [],
      'p',
    ],
    [
      'a pattern for anything is none',
      [
        ['*', [['default', 'any']]],
        ['production', [['default', 'x']]],
      ],
      'prod-eu',
      [],
      'x',
    ],
    [
      'a name of its own is not production',
      [
        ['production', [['default', 'x']]],
        ['default', [['default', 'd']]],
      ],
      'non-prod',
      [],
      'd',
    ],
    ['only a default', [['default', [['lockerror', 'l']]]], 'qa', ['LockError'], 'l'],
    ['only a default, without that type', [['default', [['lockerror', 'l']]]], 'qa', ['X'], undefined],
  ])('%s', (_, table, environment, types, expected) => {
    expect(lookUp(table, environment, types)).toBe(expected);
  });
});

test.each<[PolicyTable<Severity>, string, string[], Severity]>([
  [[], 'production', [], 'critical'],
  [[], 'prod', ['LockError'], 'critical'],
  [[], 'staging', [], 'error'],
  [[], 'qa', [], 'warning'],
  [[], 'prod-eu', [], 'critical'],
  [[], 'live.us', [], 'critical'],
  [[], 'staging-2', [], 'error'],
  [[], 'pre-production', [], 'warning'],
  [[['qa', [['default', 'info']]]], 'prod-eu', [], 'critical'],
  [[['default', [['default', 'error']]]], 'prod-eu', [], 'error'],
  [[['prod-eu', [['default', 'info']]]], 'prod-eu', [], 'info'],
  [[['production', [['default', 'info']]]], 'prod1', [], 'info'],
  [[['default', [['default', 'info']]]], 'production', [], 'info'],
  [[['staging', [['default', 'info']]]], 'production', [], 'critical'],
  [[['staging', [['default', 'info']]]], 'stg', [], 'info'],
  [[['production', [['lockerror', 'warning']]]], 'production', ['55P03', 'LockError', 'DatabaseError'], 'warning'],
  [[['production', [['lockerror', 'warning']]]], 'production', ['42P01', 'SchemaError', 'DatabaseError'], 'critical'],
])('severity by %j in %s of %j: %s', (table, environment, types, expected) => {
  expect(lookUpSeverity(table, environment, types)).toBe(expected);
});
