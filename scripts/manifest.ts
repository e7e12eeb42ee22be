import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';

/** An input or output of an action.yml, as far as the documents show it. */
export interface Field {
  readonly name: string;
  /** The first paragraph of the description. */
  readonly summary: string;
  /** The other paragraphs, empty when there are none. */
  readonly rest: string;
  /** As written in action.yml; undefined when there is none. */
  readonly default: string | undefined;
  readonly required: boolean;
}

/** Inputs below one heading of action.yml. */
export interface Group {
  readonly title: string;
  readonly inputs: readonly Field[];
}

interface Written {
  readonly description: string;
  readonly default?: unknown;
  readonly required?: boolean;
}

const TEXT = readFileSync(join(import.meta.dirname, '..', 'action.yml'), 'utf8');

/** The inputs of action.yml, grouped by its comments. Throws when an input stands before the first comment. */
export function readGroups(text = TEXT): Group[] {
  const { inputs } = parse(text);
  const groups: { title: string; inputs: Field[] }[] = [];
  const [, section = ''] = text.split(/^inputs:$/m);
  for (const [, title, name = ''] of (section.split(/^outputs:$/m)[0] ?? '').matchAll(/^ {2}(?:# (.+)|([\w-]+):)$/gm)) {
    const field = inputs.find(each => each.name === name);
    if (title !== undefined) groups.push({ title, inputs: [] });
    else if (field === undefined) throw new Error(`action.yml: expected an input; got ${name}`);
    else if (groups.length === 0) throw new Error(`action.yml: expected ${name} below a comment that names its group`);
    else groups.at(-1)?.inputs.push(field);
  }
  return groups;
}

/** The outputs of action.yml. */
export function readOutputs(): Field[] {
  return parse(TEXT).outputs;
}

function parse(text: string): { readonly inputs: Field[]; readonly outputs: Field[] } {
  const manifest = load(text) as Readonly<Record<'inputs' | 'outputs', Readonly<Record<string, Written>>>>;
  return { inputs: fieldsOf(manifest.inputs), outputs: fieldsOf(manifest.outputs) };
}

function fieldsOf(written: Readonly<Record<string, Written>>): Field[] {
  return Object.entries(written).map(([name, { description, default: value, required }]) => {
    const [summary = '', ...rest] = description.trim().split(/\n{2,}/);
    const shown = value === undefined || value === '' ? undefined : String(value);
    return { name, summary, rest: rest.join(' '), default: shown, required: required === true };
  });
}
