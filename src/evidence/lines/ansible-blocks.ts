import type { CarriedLine } from './line.ts';

// `fatal: [web1]: FAILED! => changed=true` of the callback `yaml`, and `… =>` of the default one with `result_format: yaml`
const HEAD =
  /^(?:fatal|failed|changed|ok): \[[^\]]{1,200}\](?: \(item=.{0,200}?\))?(?:: (?:FAILED|UNREACHABLE)!)? =>(?: changed=\w+)? *$/;
const OUTPUT = /^(?<blanks> +)(?<name>stdout|stderr): [|>][+-]?\d?$/;

/**
 * What a command that Ansible ran has printed, out of the YAML that tells its result: the keys are sorted, so that what it said of its
 * failure stands before what it did. https://docs.ansible.com/ansible/latest/collections/ansible/builtin/default_callback.html
 */
export function readAnsibleBlocks(lines: readonly CarriedLine[]): readonly CarriedLine[] {
  if (!lines.some(({ text }) => HEAD.test(text))) return lines;
  const read: CarriedLine[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const head = lines[at];
    if (head === undefined) break;
    const end = HEAD.test(head.text) ? endOfResult(lines, at) : at + 1;
    const output = end === at + 1 ? [] : readOutput(lines.slice(at + 1, end));
    if (output.length === 0) read.push(head);
    else {
      // One result is one record.
      read.push(...output.map(line => ({ ...line, at: head.at })));
      at = end - 1;
    }
  }
  return read;
}

function endOfResult(lines: readonly CarriedLine[], at: number): number {
  let end = at + 1;
  while (end < lines.length && /^(?: {2}|\s*$)/.test(lines[end]?.text ?? 'x')) end += 1;
  return end;
}

function readOutput(lines: readonly CarriedLine[]): CarriedLine[] {
  const parts = new Map<string, CarriedLine[]>();
  let part: CarriedLine[] | undefined;
  let blanks = 0;
  for (const line of lines) {
    const groups = OUTPUT.exec(line.text)?.groups;
    const indent = line.text.search(/\S/);
    if (groups?.name !== undefined && (part === undefined || indent <= blanks)) {
      part = [];
      blanks = indent;
      parts.set(groups.name, part);
    } else if (indent !== -1 && indent <= blanks) part = undefined;
    else part?.push(line);
  }
  return [...dedent(parts.get('stdout')), ...dedent(parts.get('stderr'))];
}

function dedent(lines: readonly CarriedLine[] = []): CarriedLine[] {
  const depth = Math.max(0, lines.find(({ text }) => text.trim() !== '')?.text.search(/\S/) ?? 0);
  return lines.map(line => ({ ...line, text: line.text.slice(Math.min(depth, line.text.search(/\S|$/))) }));
}
