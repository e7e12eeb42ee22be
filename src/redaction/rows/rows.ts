import { applySpanRule, pickRules, type SpanRule } from '../rule.ts';
import { BINDING_RULES } from './bindings.ts';
import { DRIVER_RULES } from './drivers.ts';
import { ENGINE_RULES } from './engines.ts';
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
  ...ENGINE_RULES,
  ...DRIVER_RULES,
  ...BINDING_RULES,
];

/** JSON in JSON in JSON writes a quote with ever more backslashes: one tells as much. */
const NESTED = /(?<!\\)\\{2,}(?=["'n])/g;

/** `text` without the row values that errors quote. */
export function redactRowValues(text: string): string {
  const flat = text.includes('\\\\') ? text.replace(NESTED, '\\') : text;
  const redacted = pickRules(ROW_RULES, flat).reduce(applySpanRule, redactNear(flat));
  return redacted === flat ? text : redacted;
}
