/** The server's words without the statement that Knex sets before them: `alter table … - relation "userz" does not exist`. */
export function withoutStatement(error: string): string {
  return error.slice(endOfStatement(error));
}

// Where a backslash escapes a quote, as in MySQL, and where it does not: the text does not tell which it is.
const LITERALS = [String.raw`'(?:[^'\\]|\\[\s\S]|'')*(?:'|\\?$)`, `'(?:[^']|'')*(?:'|$)`] as const;

/** Where the server's words begin behind Knex's statement. A hyphen within a literal is not their beginning; in doubt all of the text is. */
function endOfStatement(error: string): number {
  const [escaped = [], plain = []] = LITERALS.map(literal => {
    const words = new RegExp(`${literal}|"[^"]*(?:"|$)|\`[^\`]*(?:\`|$)| - `, 'g');
    return [...error.matchAll(words)].filter(([word]) => word === ' - ').map(match => match.index);
  });
  const both = new Set(plain);
  const first = escaped.find(index => both.has(index));
  return first === undefined ? 0 : first + ' - '.length;
}
