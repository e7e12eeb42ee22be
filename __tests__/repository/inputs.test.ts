import { expect, test } from '@jest/globals';
import { FIRST_INPUTS, INPUT_TYPES, SET_BY_GITHUB } from '../../scripts/input-types.ts';
import { type Field, readGroups, readOutputs } from '../../scripts/manifest.ts';

const GROUPS = readGroups();
const INPUTS = GROUPS.flatMap(({ inputs }) => inputs);
const SET_BY_HAND = GROUPS.filter(({ title }) => title !== SET_BY_GITHUB).flatMap(({ inputs }) => inputs);

const names = (fields: readonly Field[]): string[] => fields.map(({ name }) => name);

test('every input has a type in scripts/input-types.ts, and every type an input', () => {
  expect(Object.keys(INPUT_TYPES).toSorted()).toEqual(names(SET_BY_HAND).toSorted());
});

test('the inputs that README shows are ten, and are there', () => {
  expect(FIRST_INPUTS).toHaveLength(10);
  expect(FIRST_INPUTS.filter(name => !names(INPUTS).includes(name))).toEqual([]);
});

test('a person finds the inputs in six groups, and those of GitHub in one of their own', () => {
  expect(GROUPS.map(({ title }) => title)).toEqual([
    'What happened',
    'Where and how loudly',
    "The page's texts",
    'Delivery',
    'REST API',
    'GitHub',
    SET_BY_GITHUB,
  ]);
});

test('an input outside of every group is an error', () => {
  const text =
    'inputs:\n  stray:\n    description: Strays.\n\n  # A group\n  kept:\n    description: Is kept.\noutputs: {}\n';
  expect(() => readGroups(text)).toThrow('action.yml: expected stray below a comment that names its group');
  expect(readGroups(text.replace(/ {2}stray[\s\S]*?\n\n/, ''))).toEqual([
    {
      title: 'A group',
      inputs: [{ name: 'kept', summary: 'Is kept.', rest: '', default: undefined, required: false }],
    },
  ]);
});

// A cell of a table is read at a glance.
test.each([...INPUTS, ...readOutputs()])('$name has one or two sentences in the table', ({ summary, rest }) => {
  const sentences = summary.replaceAll('e.g.', 'eg').split(/[.!?](?= |$)/);
  expect(sentences.filter(sentence => sentence !== '').length).toBeLessThanOrEqual(2);
  expect(`${summary} ${rest}`.trim()).toMatch(/^[A-Z][\s\S]*\.$/);
  expect(`${summary} ${rest}`).not.toContain('${{');
});
