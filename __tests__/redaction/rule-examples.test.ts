import { describe, expect, test } from '@jest/globals';
import { applyPatternRule, CREDENTIAL_RULES } from '../../src/redaction/credentials/credentials.ts';
import { ROW_RULES } from '../../src/redaction/rows/rows.ts';
import { applySpanRule, pickRules, type Rule } from '../../src/redaction/rule.ts';
import { redactText } from '../../src/redaction/rules.ts';

const APPLIED: readonly (readonly [Rule, (text: string) => string])[] = [
  ...CREDENTIAL_RULES.map(rule => [rule, (text: string) => applyPatternRule(text, rule)] as const),
  ...ROW_RULES.map(rule => [rule, (text: string) => applySpanRule(text, rule)] as const),
];

describe.each(APPLIED.map(([rule, apply]) => ({ name: rule.name, rule, apply })))('$name', ({ rule, apply }) => {
  test('changes what it is for, finds it by its hint, and leaves nothing to take', () => {
    const [text, result] = rule.changes;
    expect(pickRules([rule], text)).toEqual([rule]);
    expect(apply(text)).toBe(result);
    expect(apply(result)).toBe(result);
  });

  test('leaves what looks alike', () => {
    expect(apply(rule.leaves)).toBe(rule.leaves);
    expect(redactText(rule.leaves)).toBe(rule.leaves);
  });
});

test('every rule has a name of its own', () => {
  const names = APPLIED.map(([{ name }]) => name);
  expect(new Set(names).size).toBe(names.length);
});
