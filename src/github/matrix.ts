import { parseJson } from '../primitives/json.ts';

/** Names and values of the matrix context in JSON, in the order of the names; none outside a matrix. */
export function readMatrix(json: string): readonly (readonly [name: string, value: string])[] {
  const matrix = parseJson(json);
  if (typeof matrix !== 'object' || matrix === null || Array.isArray(matrix)) return [];
  const entries = Object.entries(matrix).sort(([one], [other]) => (one < other ? -1 : 1));
  return entries.map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)]);
}
