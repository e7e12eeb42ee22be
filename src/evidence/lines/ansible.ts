import { parseJson } from '../../primitives/json.ts';
import type { LogRecord } from './records.ts';

// `fatal: [web1]: FAILED! => {"cmd": …, "stdout": "…", "stderr": "…"}`, and with a loop `failed: [web1] (item=lms) => {…}`
const RESULT =
  /^(?:fatal|failed|changed|ok): \[[^\]]{1,200}\](?: \(item=.{0,200}?\))?(?:: (?:FAILED|UNREACHABLE)!)? => (?=\{)/;

/**
 * What a command that Ansible ran has printed, out of the line that tells its result; undefined: the line is none, or has no output.
 * https://docs.ansible.com/ansible/latest/reference_appendices/common_return_values.html
 */
export function readAnsible(text: string): LogRecord | undefined {
  const [head] = RESULT.exec(text) ?? [];
  if (head === undefined) return undefined;
  const result = parseJson(text.slice(head.length).trimEnd());
  if (typeof result !== 'object' || result === null) return undefined;
  const told = (name: string): string => {
    const value: unknown = Reflect.get(result, name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const output = [told('stdout'), told('stderr')].filter(part => part !== '');
  const said = output.length > 0 ? output : [told('msg')].filter(part => part !== '');
  return said.length === 0 ? undefined : { texts: said };
}
