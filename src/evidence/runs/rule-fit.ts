import type { Rule, Tool } from '../tools/rule.ts';
import type { Run } from './run.ts';

/** Whether `run` stands where a rule with this `within` counts. `announced`: the tool prints a line as a run starts. */
export function isWithin(within: Exclude<Rule['within'], 'crash'>, run: Run, announced: boolean): boolean {
  const isAlive = run.ended === undefined && (run.opened || run.begun !== undefined || run.done.length > 0);
  const isAtStart = (isAlive || (!announced && run.at === -1)) && !run.moved && run.other === 'no';
  switch (within) {
    case undefined:
      return true;
    case 'migration':
      return run.begun !== undefined && run.ended === undefined;
    case 'start':
      return isAtStart && run.failure === undefined;
    case 'idle':
      return isAtStart || run.failure !== undefined;
    case 'run':
      return isAlive || run.failure !== undefined;
    case 'failure':
      return run.failure !== undefined;
    case 'rollback':
      return run.other === 'rollback';
    case 'analysis':
      return run.rehearsal === 'analysis';
    default:
      return within satisfies never;
  }
}

const SIGNS = new WeakMap<Tool, RegExp>();

/** What fits every line that a rule of `tool` could fit, rules with `after` aside: one look instead of one for each rule. */
export function signOf(tool: Tool): RegExp {
  const known = SIGNS.get(tool);
  if (known !== undefined) return known;
  const rules = tool.rules.filter(rule => rule.after === undefined);
  // A name of a group may stand once in a pattern only.
  const parts = rules.map(rule => `(?:${rule.when.source.replace(/\(\?<\w+>/g, '(?:')})`);
  const sign = new RegExp(parts.join('|'), 'u');
  SIGNS.set(tool, sign);
  return sign;
}
