import { describeError } from '../primitives/errors.ts';
import { firstLine } from '../primitives/text.ts';

/** A YAML value of the failsafe schema: every scalar stays the text that was written (`1.10`, `yes`, `0123`). */
export type YamlValue = string | readonly YamlValue[] | { readonly [key: string]: YamlValue };

/** What parsing came to: the value, or why there is none. */
export type Parsed = { readonly value: YamlValue } | { readonly failure: string };

const MOST_NODES = 2_000;
const DEEPEST = 20;

/**
 * Reads YAML (and so JSON, tabs included) with the failsafe schema: https://yaml.org/spec/1.2.2/#101-failsafe-schema. Never throws.
 * Documents of more than 2000 nodes or 20 levels are refused, so that aliases can't blow up the event.
 */
export async function parseYaml(text: string): Promise<Parsed> {
  const { FAILSAFE_SCHEMA, load } = await import('js-yaml');
  try {
    const budget = { nodes: MOST_NODES };
    return { value: toValue(load(text, { schema: FAILSAFE_SCHEMA }), budget, 0) };
  } catch (error) {
    return { failure: describeFailure(error) };
  }
}

// js-yaml shows the place in the lines below the first.
function describeFailure(error: unknown): string {
  return error instanceof Error ? firstLine(error.message) : describeError(error);
}

/** Whether `value` is a map. */
export function isMap(value: YamlValue): value is { readonly [key: string]: YamlValue } {
  return typeof value === 'object' && !Array.isArray(value);
}

function toValue(node: unknown, budget: { nodes: number }, depth: number): YamlValue {
  budget.nodes -= 1;
  if (budget.nodes < 0 || depth > DEEPEST) throw new Error(`more than ${MOST_NODES} values or ${DEEPEST} levels`);
  if (Array.isArray(node)) return node.map(each => toValue(each, budget, depth + 1));
  if (typeof node === 'object' && node !== null) {
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, toValue(value, budget, depth + 1)]));
  }
  return node === null || node === undefined ? '' : String(node);
}
