import { applySpanRule, pickRules, type SpanRule } from '../rule.ts';
import { BINDING_RULES } from './bindings.ts';
import { MYSQL_RULES } from './mysql.ts';
import { redactNear } from './near.ts';
import { OTHER_ROW_RULES } from './others.ts';
import { PARSER_RULES } from './parsers.ts';
import { POSTGRESQL_RULES } from './postgresql.ts';
import { REFUSED_VALUE_RULES } from './refused.ts';
import { SQL_SERVER_RULES } from './sql-server.ts';

/** Values of rows that a database, a driver or a framework quotes. */
export const ROW_RULES: readonly SpanRule[] = [
  ...POSTGRESQL_RULES,
  ...REFUSED_VALUE_RULES,
  ...MYSQL_RULES,
  ...SQL_SERVER_RULES,
  ...PARSER_RULES,
  ...OTHER_ROW_RULES,
  ...BINDING_RULES,
];

/** `text` without the row values that errors quote. */
export function redactRowValues(text: string): string {
  return pickRules(ROW_RULES, text).reduce(applySpanRule, redactNear(text));
}
