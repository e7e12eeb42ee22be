import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { readSettings } from '../../src/verify/settings.ts';
import { runVerify } from './calls.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const manifest = load(readFileSync(join(ROOT, 'verify/action.yml'), 'utf8')) as {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
  readonly runs: { readonly using: string; readonly main: string };
};

test('every input that verify/action.yml declares is read, and no other', async () => {
  const read = new Set(['routing-key']);
  await readSettings(name => {
    read.add(name);
    return name === 'api-token' ? 'x' : '';
  });
  expect(Object.keys(manifest.inputs).toSorted()).toEqual([...read].toSorted());
});

test('every output that it declares is set, and no other', async () => {
  const { outputs } = await runVerify({});
  expect(Object.keys(outputs)).toEqual(Object.keys(manifest.outputs));
});

test('its defaults are right', async () => {
  const defaults = Object.entries(manifest.inputs).flatMap(([name, input]) =>
    input.default === undefined ? [] : [[name, input.default]],
  );
  const { checks, settings } = await readSettings(name =>
    name === 'github-token' ? 'x' : (manifest.inputs[name]?.default ?? ''),
  );
  expect(Object.fromEntries(defaults)).toEqual({
    region: 'us',
    drill: 'false',
    backtest: '0',
    'github-token': ['$', '{{ github.token }}'].join(''),
  });
  expect([checks, settings.drill, settings.backtestDays, settings.region]).toEqual([[], false, 0, 'us']);
});

test('every description is a sentence, and holds no expression: the file would not load', () => {
  const described = [...Object.values(manifest.inputs), ...Object.values(manifest.outputs)].map(
    each => each.description,
  );
  expect(described.filter(text => !/^[A-Z].*\.$/.test(text) || text.includes('${{'))).toEqual([]);
});

test('the guide names every input', () => {
  const guide = readFileSync(join(ROOT, 'docs/verify.md'), 'utf8');
  expect(Object.keys(manifest.inputs).filter(name => !guide.includes(`\`${name}\``))).toEqual([]);
});
