import { describe, expect, test } from '@jest/globals';
import { allTold, findOvertaking, isFixed, isOpenedByAnother, type LedgerEntry } from '../../src/delivery/ledger.ts';

const told = (action: LedgerEntry['action'], madeAt: number, ...causes: string[]): LedgerEntry => ({
  action,
  madeAt,
  causes,
});

describe('the incident is open because of another step, for a wrapper with the cause `own`', () => {
  test.each<[string, readonly LedgerEntry[], boolean]>([
    ['nothing', [], false],
    ['its own failure', [told('trigger', 1, 'own')], false],
    ['its own failure, beside another name of it', [told('trigger', 1, 'other', 'own')], false],
    ['a failure of no command', [told('trigger', 1)], true],
    ['a failure that was acknowledged', [told('trigger', 1), told('acknowledge', 2)], true],
    ["another's failure", [told('trigger', 1, 'other')], true],
    ["another's failure, then its own", [told('trigger', 1, 'other'), told('trigger', 2, 'own')], true],
    ["another's failure, fixed", [told('trigger', 1, 'other'), told('resolve', 2, 'other')], false],
    ["another's failure, closed by hand", [told('trigger', 1, 'other'), told('resolve', 2, '*')], false],
    [
      "another's failure and success, which closed nothing because of its own failure",
      [told('trigger', 1, 'own'), told('trigger', 2, 'other'), told('none', 3, 'other')],
      false,
    ],
    ['a failure after what was closed', [told('trigger', 1), told('resolve', 2, '*'), told('trigger', 3)], true],
  ])('after %s: %j', (_, entries, expected) => {
    expect(isOpenedByAnother([entries], ['own'])).toBe(expected);
    expect(isOpenedByAnother([[], entries], ['own'])).toBe(expected);
  });

  test.each<[string, readonly string[], boolean]>([
    ['a step, a guard or a fan-in closes nothing of others', [], true],
    ["a person's word closes everything", ['*'], false],
  ])('%s', (_, causes, expected) => {
    expect(isOpenedByAnother([[told('trigger', 1, 'own')]], causes)).toBe(expected);
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
    ['the success of a step without a command', [told('resolve', 6)], undefined],
    ["a person's word", [told('resolve', 6, '*')], 'resolve'],
    ['its success that closed nothing', [told('none', 6, 'own')], 'none'],
    ["another's success that closed nothing", [told('none', 6, 'other')], undefined],
    ["another's failure", [told('trigger', 6, 'other')], 'trigger'],
    ["another's failure and success", [told('trigger', 6, 'other'), told('resolve', 7, 'other')], undefined],
  ])('by %s: %j', (_, entries, expected) => {
    expect(findOvertaking(entries, { madeAt: 5, causes: ['own'] })).toBe(expected);
  });

  test('by no success, where it is of no command, but by a word of a person', () => {
    const event = { madeAt: 5, causes: [] };
    expect(findOvertaking([told('resolve', 6, 'other')], event)).toBeUndefined();
    expect(findOvertaking([told('none', 6)], event)).toBeUndefined();
    expect(findOvertaking([told('resolve', 6, '*')], event)).toBe('resolve');
  });
});

test.each<[string, readonly (readonly LedgerEntry[])[], boolean]>([
  ['nobody', [], false],
  ['one of two services', [[told('resolve', 6, 'own')], []], false],
  ['all services', [[told('resolve', 6, 'own')], [told('none', 6, 'own')]], true],
  ['a service, of a failure', [[told('trigger', 6, 'own')]], false],
  ['a service, before it began', [[told('resolve', 4, 'own')]], false],
])('that a command which never ended is fixed was told to %s: %j', (_, services, expected) => {
  expect(isFixed(services, { madeAt: 5, causes: ['own'] })).toBe(expected);
});
