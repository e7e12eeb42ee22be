import { describe, expect, test } from '@jest/globals';
import { allTold, findOvertaking, isBrokenByAnother, isFixed, type LedgerEntry } from '../../src/delivery/ledger.ts';

const told = (action: LedgerEntry['action'], madeAt: number, command = ''): LedgerEntry => ({
  action,
  madeAt,
  command,
});

describe('another command is broken', () => {
  test.each<[string, readonly LedgerEntry[], boolean]>([
    ['nothing', [], false],
    ['its own failure', [told('trigger', 1, 'own')], false],
    ['a failure of no command', [told('trigger', 1)], false],
    ["another's failure", [told('trigger', 1, 'other')], true],
    ["another's failure, then its own", [told('trigger', 1, 'other'), told('trigger', 2, 'own')], true],
    ["another's failure, mended", [told('trigger', 1, 'other'), told('resolve', 2, 'other')], false],
    ["another's failure, closed by hand", [told('trigger', 1, 'other'), told('resolve', 2)], false],
    [
      "another's failure and success, which closed nothing because of its own failure",
      [told('trigger', 1, 'own'), told('trigger', 2, 'other'), told('none', 3, 'other')],
      false,
    ],
  ])('after %s: %j', (_, memories, expected) => {
    expect(isBrokenByAnother([memories], 'own')).toBe(expected);
    expect(isBrokenByAnother([[], memories], 'own')).toBe(expected);
  });
});

test.each<[string, readonly (readonly LedgerEntry[])[], boolean]>([
  ['nobody', [], false],
  ['one of two services', [[told('trigger', 1)], []], false],
  ['all services', [[told('trigger', 1)], [told('resolve', 1), told('trigger', 2)]], true],
  ['a service, and closed again', [[told('trigger', 1), told('resolve', 2)]], false],
  ['a service, before a success that closed nothing', [[told('trigger', 1), told('none', 2, 'own')]], true],
])('a trigger was told to %s: %j', (_, services, expected) => {
  expect(allTold(services, 'trigger')).toBe(expected);
});

describe('an event of a command that still waits is overtaken', () => {
  test.each<[string, readonly LedgerEntry[], LedgerEntry['action'] | undefined]>([
    ['nothing', [], undefined],
    ['what is older', [told('resolve', 4, 'own')], undefined],
    ['its success', [told('resolve', 5, 'own')], 'resolve'],
    ["its success, and then another's", [told('resolve', 6, 'own'), told('resolve', 7, 'other')], 'resolve'],
    ["another's success", [told('resolve', 6, 'other')], undefined],
    ['what a step without a command told', [told('resolve', 6)], 'resolve'],
    ['its success that closed nothing', [told('none', 6, 'own')], 'none'],
    ["another's success that closed nothing", [told('none', 6, 'other')], undefined],
    ["another's failure", [told('trigger', 6, 'other')], 'trigger'],
    ["another's failure and success", [told('trigger', 6, 'other'), told('resolve', 7, 'other')], undefined],
  ])('by %s: %j', (_, memories, expected) => {
    expect(findOvertaking(memories, { madeAt: 5, command: 'own' })).toBe(expected);
  });

  test('by the success of whatever command, where it is of none, but not by one that closed nothing', () => {
    const event = { madeAt: 5, command: '' };
    expect(findOvertaking([told('resolve', 6, 'other')], event)).toBe('resolve');
    expect(findOvertaking([told('none', 6)], event)).toBeUndefined();
  });
});

test.each<[string, readonly (readonly LedgerEntry[])[], boolean]>([
  ['nobody', [], false],
  ['one of two services', [[told('resolve', 6, 'own')], []], false],
  ['all services', [[told('resolve', 6, 'own')], [told('none', 6, 'own')]], true],
  ['a service, of a failure', [[told('trigger', 6, 'own')]], false],
  ['a service, before it began', [[told('resolve', 4, 'own')]], false],
])('that a command which never ended is mended was told to %s: %j', (_, services, expected) => {
  expect(isFixed(services, { madeAt: 5, command: 'own' })).toBe(expected);
});
