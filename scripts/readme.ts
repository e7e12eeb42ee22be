// Writes what README.md and docs/inputs.md say of inputs and outputs, from action.yml, and of decisions, from the code.
// With --check it only says whether they are current.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TABLE } from '../src/decision/decision-table.ts';
import { FIRST_INPUTS, INPUT_TYPES, SET_BY_GITHUB } from './input-types.ts';
import { type Field, type Group, readGroups, readOutputs } from './manifest.ts';
import { fillSection } from './sections.ts';

const groups = readGroups();
const inputs = groups.flatMap(group => group.inputs);
const outputs = readOutputs();

fill('README.md', {
  decisions: table(
    ['status', 'what the migration said', 'action'],
    TABLE.map(({ status, evidence, action }) => [status, evidence, action]),
  ),
  inputs: table(
    ['input', 'default', 'meaning'],
    FIRST_INPUTS.map(find).map(field => [code(field.name), describeDefault(field), field.summary]),
  ),
  outputs: [`${outputs.map(({ name }) => code(name)).join(', ')}.`],
});
fill('docs/inputs.md', {
  inputs: groups.flatMap(describeGroup),
  outputs: [...table(['output', 'meaning'], outputs.map(rowOf)), ...listRest(outputs)],
});

function describeGroup({ title, inputs: fields }: Group): string[] {
  if (title === SET_BY_GITHUB)
    return [
      `> **${title}:** ${fields.map(({ name, summary }) => `${code(name)} (${withoutOrder(summary)})`).join(', ')}.`,
    ];
  const rows = fields.map(field => {
    const [name, meaning] = rowOf(field);
    return [name, typeOf(field.name), describeDefault(field), meaning];
  });
  return [`## ${title}`, '', ...table(['input', 'type', 'default', 'meaning'], rows), ...listRest(fields), ''];
}

function rowOf({ name, summary }: Field): [string, string] {
  return [code(name), summary];
}

/** What does not fit into a cell, as a list below the table. */
function listRest(fields: readonly Field[]): string[] {
  const long = fields.filter(({ rest }) => rest !== '');
  return long.length === 0 ? [] : ['', ...long.map(({ name, rest }) => `- **${code(name)}:** ${rest}`)];
}

function withoutOrder(summary: string): string {
  return summary.replace(
    /^Do not set this input\. (.)(.*)\.$/,
    (_, first: string, rest: string) => first.toLowerCase() + rest,
  );
}

function describeDefault(field: Field): string {
  if (field.required) return '(required)';
  return field.default === undefined ? '' : code(field.default);
}

function typeOf(name: string): string {
  const type = INPUT_TYPES[name];
  if (type === undefined) throw new Error(`scripts/input-types.ts: expected a type of the input ${name}; got none`);
  return type;
}

function find(name: string): Field {
  const field = inputs.find(each => each.name === name);
  if (field === undefined) throw new Error(`action.yml: expected an input ${name}; got none`);
  return field;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [head, head.map(() => '---'), ...rows.map(row => row.map(cell))].map(row => `| ${row.join(' | ')} |`);
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ').trim();
}

function code(text: string): string {
  return `\`${text}\``;
}

function fill(path: string, sections: Readonly<Record<string, readonly string[]>>): void {
  const file = join(import.meta.dirname, '..', path);
  const text = readFileSync(file, 'utf8');
  const written = Object.entries(sections).reduce((filled, [name, lines]) => fillSection(filled, name, lines), text);
  if (!process.argv.includes('--check')) writeFileSync(file, written);
  else if (written !== text)
    throw new Error(`${path}: its tables differ from action.yml or src/decision. Run npm run readme.`);
}
