import { BINDING_RULES } from './bindings.ts';
import { redactNear } from './near.ts';
import { MYSQL_RULES } from './rows-mysql.ts';
import { OTHER_ROW_RULES } from './rows-others.ts';
import { POSTGRESQL_RULES } from './rows-postgresql.ts';
import { REFUSED_VALUE_RULES } from './rows-refused.ts';
import { applySpanRule, pickRules, type SpanRule } from './rule.ts';

/** Values of rows that a database, a driver or a framework quotes. */
export const ROW_RULES: readonly SpanRule[] = [
  ...POSTGRESQL_RULES,
  ...REFUSED_VALUE_RULES,
  ...MYSQL_RULES,
  ...OTHER_ROW_RULES,
  ...BINDING_RULES,
];

/** `text` without the row values that errors quote. */
export function redactRowValues(text: string): string {
  return pickRules(ROW_RULES, text).reduce(applySpanRule, redactNear(text));
}
