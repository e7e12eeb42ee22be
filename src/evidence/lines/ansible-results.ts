import type { CarriedLine } from './line.ts';

// `fatal: [web1]: FAILED! => changed=true` of the callback `yaml`, and `… =>` of the default one with `result_format: yaml`
const HEAD =
  /^(?:fatal|failed|changed|ok): \[[^\]]{1,200}\](?: \(item=.{0,200}?\))?(?:: (?:FAILED|UNREACHABLE)!)? =>(?: changed=\w+)? *$/;
const OUTPUT = /^(?<blanks> +)(?<name>stdout|stderr): [|>][+-]?\d?$/;

// What Ansible says of a failure that the playbook goes on from.
const IGNORED = '...ignoring';

/**
 * `lines` with what a command that Ansible ran has printed, out of the YAML that tells its result: the keys are sorted, so that what it
 * said of its failure stands before what it did. A result that the playbook ignores is left out.
 * https://docs.ansible.com/ansible/latest/collections/ansible/builtin/default_callback.html
 */
export function readAnsibleResults(lines: readonly CarriedLine[]): readonly CarriedLine[] {
  return dropIgnored(lines.some(({ text }) => HEAD.test(text)) ? readBlocks(lines) : lines);
}

function readBlocks(lines: readonly CarriedLine[]): readonly CarriedLine[] {
  const read: CarriedLine[] = [];
  for (let at = 0; at < lines.length; ) {
    const head = lines[at];
    if (head === undefined) break;
    const end = HEAD.test(head.text) ? endOfResult(lines, at) : at + 1;
    const output = readOutput(lines.slice(at + 1, end));
    // One result is one record.
    read.push(...(output.length === 0 ? lines.slice(at, end) : output).map(line => ({ ...line, at: head.at })));
    at = end;
  }
  return read;
}

function dropIgnored(lines: readonly CarriedLine[]): readonly CarriedLine[] {
  const ignored = new Set(
    lines.flatMap(({ text, at }, index) => (text.trim() === IGNORED ? [at, lines[index - 1]?.at ?? at] : [])),
  );
  return ignored.size === 0 ? lines : lines.filter(({ at }) => !ignored.has(at));
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
