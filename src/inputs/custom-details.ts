import type { InputReader } from './input-reader.ts';
import { isMap, parseYaml, type YamlValue } from './yaml.ts';

/** Reads the user's own details; what is no map is a problem and left out. */
export async function readCustomDetails(reader: InputReader): Promise<Readonly<Record<string, YamlValue>>> {
  const got = reader.text('custom-details');
  if (got === '') return {};
  const parsed = await parseYaml(got);
  if (!('failure' in parsed) && isMap(parsed.value)) return parsed.value;
  reader.report({
    input: 'custom-details',
    expected: 'a YAML or JSON map such as "tables: users, payments"',
    got,
    ...('failure' in parsed ? { why: parsed.failure } : {}),
    consequence: 'The details are left out.',
  });
  return {};
}
