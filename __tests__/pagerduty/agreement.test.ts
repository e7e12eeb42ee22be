import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { openSession } from '../../src/action/session.ts';
import { readInputs } from '../../src/inputs/inputs.ts';
import { toOutputs } from '../../src/report/outputs.ts';
import { NO_RESULT } from '../../src/report/result.ts';
import { readText } from '../repository/files.ts';

// action.yml is what users see; the code has names and defaults of its own. Neither can import the other.

interface Manifest {
  readonly inputs: Readonly<
    Record<string, { readonly description: string; readonly default?: string; readonly required?: boolean }>
  >;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
}

const MANIFEST = load(readText('action.yml')) as Manifest;
const DEFAULTS = Object.entries(MANIFEST.inputs).flatMap(([name, { default: value }]) =>
  value === undefined || value.includes('${{') ? [] : [[name, value] as const],
);

/** Every name that the code asks for when it reads the inputs and opens a session. */
async function namesAskedFor(): Promise<string[]> {
  const asked = new Set<string>();
  const input = (name: string): string => {
    asked.add(name);
    return '';
  };
  await readInputs(input);
  openSession({ runner: { environment: {}, input, mask() {} }, findSecrets: async () => [] });
  return [...asked].sort();
}

test('every input that the code reads is declared, and every declared one is read', async () => {
  expect(await namesAskedFor()).toEqual(Object.keys(MANIFEST.inputs).sort());
});

test('every output that the code sets is declared, and every declared one is set', () => {
  expect(Object.keys(toOutputs(NO_RESULT)).sort()).toEqual(Object.keys(MANIFEST.outputs).sort());
});

describe('a default that is declared is the one that the code takes', () => {
  test.each(DEFAULTS)('%s: %s', async (name, value) => {
    expect(value).not.toBe('');
    const read = (text: string) => readInputs(asked => (asked === name ? text : ''));
    expect(await read(value)).toEqual(await read(''));
  });

  test('there are some', () => {
    expect(DEFAULTS.map(([name]) => name)).toEqual(
      expect.arrayContaining(['environments', 'timeout', 'auto-resolve', 'region']),
    );
  });
});

describe('descriptions', () => {
  const described = [...Object.entries(MANIFEST.inputs), ...Object.entries(MANIFEST.outputs)];

  // An expression there keeps the file from loading.
  test.each(described)('%s: whole sentences without an expression', (_, { description }) => {
    expect(description).toMatch(/^["A-Z0-9a-z][\s\S]*\.$/);
    expect(description).not.toContain('${{');
  });
});

test('only the environment has to be given', () => {
  const required = Object.entries(MANIFEST.inputs).filter(([, input]) => input.required === true);
  expect(required.map(([name]) => name)).toEqual(['environment']);
});
