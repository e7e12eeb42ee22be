import { type InputReader, readNames } from './input-reader.ts';

/** The environment, lower-cased; where it is empty, a problem says what holds then. */
export function readEnvironment(reader: InputReader): string {
  const environment = reader.text('environment').toLowerCase();
  if (environment === '') {
    reader.report({
      input: 'environment',
      expected: 'a name such as production',
      got: '',
      why: 'perhaps an unset variable',
      consequence: 'The policy of production applies; the dedup key says "unset".',
    });
  }
  return environment;
}

/** The lower-cased names and patterns of the environments that alert; production and staging where none is given. */
export function readEnvironments(text: string): readonly string[] {
  const listed = readNames(text.toLowerCase());
  return listed.length === 0 ? ['production', 'staging'] : listed;
}
