import { cleanText } from '../primitives/text.ts';
import { type InputReader, readHttpUrl } from './input-reader.ts';
import { isMap, parseYaml, type YamlValue } from './yaml.ts';

/** Error type (or pattern, or `default`) → value. */
export type TypeEntries<T> = readonly (readonly [type: string, value: T])[];
/** Environment (or pattern, or `default`) → error type → value: what `severity`, `runbooks` and `dashboard-url` are read into. */
export type PolicyTable<T> = readonly (readonly [environment: string, byType: TypeEntries<T>])[];

/** How the leaves of a table are read. */
export interface Leaf<T> {
  /** The value that `text` names; undefined when it names none. */
  readonly read: (text: string) => T | undefined;
  /** What a leaf should be, for the problem's text. */
  readonly expected: string;
  /** What happens to an entry that is wrong. */
  readonly consequence: string;
}

/**
 * Reads one value, a map environment → value, or a map environment → error type → value. Names are lower-cased.
 * Wrong entries are left out with a problem; the others stay.
 */
export async function readTable<T>(reader: InputReader, input: string, leaf: Leaf<T>): Promise<PolicyTable<T>> {
  const text = reader.text(input);
  if (text === '') return [];
  const complain = (got: string, why?: string): void =>
    reader.report({
      input,
      expected: leaf.expected,
      got,
      consequence: leaf.consequence,
      ...(why === undefined ? {} : { why }),
    });
  const single = leaf.read(text);
  if (single !== undefined) return [['default', [['default', single]]]];
  const parsed = await parseYaml(text);
  if ('failure' in parsed || !isMap(parsed.value)) {
    complain(text, 'failure' in parsed ? parsed.failure : undefined);
    return [];
  }
  const readLeaf = (path: string, node: YamlValue): readonly T[] => {
    if (node === '') return [];
    const value = typeof node === 'string' ? leaf.read(node.trim()) : undefined;
    if (value === undefined) complain(`${path}: ${typeof node === 'string' ? node : JSON.stringify(node)}`);
    return value === undefined ? [] : [value];
  };
  return Object.entries(parsed.value).map(([environment, node]) => {
    const entries = isMap(node)
      ? Object.entries(node).flatMap(([type, inner]) =>
          readLeaf(`${environment}: ${type}`, inner).map(value => [lower(type), value] as const),
        )
      : readLeaf(environment, node).map(value => ['default', value] as const);
    return [lower(environment), entries] as const;
  });
}

/** Reads a table of absolute http(s) URLs. `consequence`: what happens to an entry that is wrong. */
export function readUrlTable(reader: InputReader, input: string, consequence: string): Promise<PolicyTable<string>> {
  const expected = 'an absolute http(s) URL, or a YAML map from environments to URLs';
  return readTable(reader, input, { read: readHttpUrl, expected, consequence });
}

function lower(name: string): string {
  return cleanText(name).trim().toLowerCase();
}
