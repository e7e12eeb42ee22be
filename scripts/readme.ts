// Writes the tables of inputs and outputs into README.md, from action.yml. With --check it only says whether they are current.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';
import { fillSection } from './sections.ts';

interface Field {
  readonly description: string;
  readonly default?: unknown;
  readonly required?: boolean;
}
interface ActionFile {
  readonly inputs: Readonly<Record<string, Field>>;
  readonly outputs: Readonly<Record<string, Field>>;
}

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const action = load(readFileSync(join(root, 'action.yml'), 'utf8')) as ActionFile;
const readme = readFileSync(join(root, 'README.md'), 'utf8');

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ').trim();
const value = (field: Field): string => {
  if (field.required) return '(required)';
  return field.default === undefined || field.default === '' ? '' : `\`${cell(String(field.default))}\``;
};
const inputs = [
  '| input | default | meaning |',
  '| --- | --- | --- |',
  ...Object.entries(action.inputs).map(
    ([name, field]) => `| \`${name}\` | ${value(field)} | ${cell(field.description)} |`,
  ),
];
const outputs = [
  '| output | meaning |',
  '| --- | --- |',
  ...Object.entries(action.outputs).map(([name, field]) => `| \`${name}\` | ${cell(field.description)} |`),
];
const written = fillSection(fillSection(readme, 'inputs', inputs), 'outputs', outputs);

if (process.argv.includes('--check')) {
  if (written !== readme) throw new Error('README.md: its tables differ from action.yml. Run npm run readme.');
} else {
  writeFileSync(join(root, 'README.md'), written);
}
