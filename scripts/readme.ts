// Writes the tables of inputs and outputs into README.md, from action.yml, and that of decisions, from the code. With --check it only says whether they are current.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';
import { TABLE } from '../src/decision/decision-table.ts';
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
const manifest = load(readFileSync(join(root, 'action.yml'), 'utf8')) as ActionFile;
const readme = readFileSync(join(root, 'README.md'), 'utf8');

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ').trim();
const value = (field: Field): string => {
  if (field.required) return '(required)';
  return field.default === undefined || field.default === '' ? '' : `\`${cell(String(field.default))}\``;
};
const inputs = [
  '| input | default | meaning |',
  '| --- | --- | --- |',
  ...Object.entries(manifest.inputs).map(
    ([name, field]) => `| \`${name}\` | ${value(field)} | ${cell(field.description)} |`,
  ),
];
const outputs = [
  '| output | meaning |',
  '| --- | --- |',
  ...Object.entries(manifest.outputs).map(([name, field]) => `| \`${name}\` | ${cell(field.description)} |`),
];
const decisions = [
  '| status | what the migration said | action |',
  '| --- | --- | --- |',
  ...TABLE.map(({ status, evidence, action }) => `| ${cell(status)} | ${cell(evidence)} | ${cell(action)} |`),
];
const sections = { decisions, inputs, outputs };
const written = Object.entries(sections).reduce((text, [name, lines]) => fillSection(text, name, lines), readme);

if (process.argv.includes('--check')) {
  if (written !== readme)
    throw new Error('README.md: its tables differ from action.yml or src/decision. Run npm run readme.');
} else {
  writeFileSync(join(root, 'README.md'), written);
}
