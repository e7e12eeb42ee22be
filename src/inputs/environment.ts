import { cleanText } from '../primitives/text.ts';
import { type InputReader, readNames } from './input-reader.ts';

/** The environment, lower-cased. An empty one, and an expression that was not evaluated, is a problem and empty. */
export function readEnvironment(reader: InputReader): string {
  // A character that nobody sees, as a copied name may have it, would make it another environment.
  const text = cleanText(reader.text('environment')).trim();
  if (text !== '' && findExpression(text) === undefined) return text.toLowerCase();
  reader.report({
    input: 'environment',
    expected: 'a name such as production',
    got: text,
    why: text === '' ? 'perhaps an unset variable' : EXPRESSION_CAUSE,
    consequence: 'The policy of production applies; the dedup key says "unset".',
  });
  return '';
}

/** The environments that alert, lower-cased; `!name` excludes. Empty: production and staging. */
export function readEnvironments(text: string): readonly string[] {
  const listed = readNames(cleanText(text).toLowerCase());
  return listed.length === 0 ? ['production', 'staging'] : listed;
}

/** Reports each of the inputs that holds an expression which was not evaluated. */
export function reportExpressions(reader: InputReader, names: readonly string[]): void {
  for (const name of names) {
    const got = findExpression(reader.text(name));
    const consequence = 'The dedup key contains it exactly as written, so it is the same for every value.';
    if (got !== undefined)
      reader.report({ input: name, expected: 'an evaluated expression', got, why: EXPRESSION_CAUSE, consequence });
  }
}

/** The expression in `text` that GitHub should have evaluated, and did not, as in `${{ vars.ENVIRONMENT }}`. */
export function findExpression(text: string): string | undefined {
  return /\$\{\{[^}]{0,200}\}?\}?/.exec(text)?.[0];
}

/** Why it was not. https://docs.github.com/actions/reference/workflows-and-actions/contexts#context-availability */
export const EXPRESSION_CAUSE =
  'GitHub did not evaluate it: it evaluates no expression in the value of a variable, in a file, or in the default of a workflow_dispatch input';
