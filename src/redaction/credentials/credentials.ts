import { type PatternRule, pickRules } from '../rule.ts';
import { ACCOUNT_RULES } from './accounts.ts';
import { ASSIGNMENT_RULES } from './assignments.ts';
import { COMMAND_RULES } from './commands.ts';
import { DOCUMENT_RULES } from './documents.ts';
import { TOKEN_RULES } from './tokens.ts';
import { ENDS, isNew } from './words.ts';

/** What secretlint's recommended preset lacks. Credentials within URLs are found by urls. */
export const CREDENTIAL_RULES: readonly PatternRule[] = [
  ...TOKEN_RULES,
  ...DOCUMENT_RULES.slice(0, 1),
  ...ASSIGNMENT_RULES,
  ...DOCUMENT_RULES.slice(1),
  ...COMMAND_RULES,
  ...ACCOUNT_RULES,
];

const compiled = new Map<PatternRule, RegExp>();

// What stands alone is known by its shape: it need not be told from words about a secret.
function sourceOf({ before, value, end = ENDS }: PatternRule): string {
  return before === '' ? `()(?:${value})` : `(${before})${isNew(end)}(?:${value})`;
}

// Compiled when a text needs it: most runs need none.
function patternOf(rule: PatternRule): RegExp {
  const pattern = compiled.get(rule) ?? new RegExp(sourceOf(rule), 'gi');
  compiled.set(rule, pattern);
  return pattern;
}

/** `text` without what one rule finds in it. */
export function applyPatternRule(text: string, rule: PatternRule): string {
  return text.replace(patternOf(rule), '$1***');
}

/** `text` without the credentials in it; their names stay. */
export function redactCredentials(text: string): string {
  return pickRules(CREDENTIAL_RULES, text).reduce(applyPatternRule, text);
}
