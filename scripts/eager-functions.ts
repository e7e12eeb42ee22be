import MagicString from 'magic-string';
import { parseAst } from 'rollup/parseAst';

/** Where a function stands in a text, as `start-end`. */
export type Place = `${number}-${number}`;

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly body?: unknown;
  readonly id?: { readonly name: string; readonly start: number; readonly end: number } | null;
}

/**
 * `code` with the functions at `places` in parentheses, those declared at its top level as variables at its beginning. V8
 * then compiles each as it reads it. Without that it reads a function to find its end, and once more when it is called:
 * https://v8.dev/blog/preparser#pife. `code` holds ASCII only.
 */
export function markEager(code: string, places: ReadonlySet<Place>): string {
  const text = new MagicString(code);
  const program = parseAst(code);
  const declared = new Set<unknown>(program.body.filter(({ type }) => type === 'FunctionDeclaration'));
  JSON.stringify(program, (_, node: unknown) => {
    if (typeof node === 'bigint') return undefined;
    if (!isFunction(node) || !places.has(`${node.start}-${node.end}`)) return node;
    const isDeclared = declared.has(node);
    if (node.type === 'FunctionDeclaration' && !isDeclared) return node;
    text.prependRight(node.start, isDeclared ? `var ${node.id?.name}=(` : '(');
    text.appendLeft(node.end, isDeclared ? ');' : ')');
    // By its own name a function could not be given another value.
    if (isDeclared && node.id) text.remove(node.id.start, node.id.end);
    if (isDeclared && node.start > 0) text.move(node.start, node.end, 0);
    return node;
  });
  return text.toString();
}

const FUNCTIONS: readonly string[] = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'];

function isFunction(node: unknown): node is Node {
  return typeof node === 'object' && node !== null && 'type' in node && FUNCTIONS.includes(String(node.type));
}
