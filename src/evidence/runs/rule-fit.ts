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
    case 'before':
      return run.other !== 'rollback' && (!run.moved || run.ended !== undefined || run.failure !== undefined);
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
    case 'printed':
      return run.rehearsal === 'analysis' && !run.opened;
    default:
      return within satisfies never;
  }
}

/** Whether a line may fit a rule. */
export interface Sign {
  test(text: string): boolean;
}

const SIGNS = new WeakMap<Tool, Sign>();

/**
 * What fits every line that a rule of `tool` could fit, rules with `after` aside: one look instead of one for each rule. Patterns that begin
 * at the start of a line are looked for nowhere else.
 */
export function signOf(tool: Tool): Sign {
  const known = SIGNS.get(tool);
  if (known !== undefined) return known;
  const sources = tool.rules.filter(rule => rule.after === undefined).map(rule => rule.when.source);
  const atStart = join(sources.filter(isAnchored), 'uy');
  const anywhere = join(
    sources.filter(source => !isAnchored(source)),
    'u',
  );
  const sign: Sign = {
    test(text) {
      if (atStart !== undefined) atStart.lastIndex = 0;
      return atStart?.test(text) === true || anywhere?.test(text) === true;
    },
  };
  SIGNS.set(tool, sign);
  return sign;
}

function join(sources: readonly string[], flags: string): RegExp | undefined {
  // A name of a group may stand once in a pattern only.
  const parts = sources.map(source => `(?:${source.replace(/\(\?<\w+>/g, '(?:')})`);
  return parts.length === 0 ? undefined : new RegExp(parts.join('|'), flags);
}

/** Whether every alternative of a pattern begins with `^`. */
function isAnchored(source: string): boolean {
  const alternatives = source.replace(/\\./g, '__').replace(/\[[^\]]*\]/g, '_');
  let depth = 0;
  let isStart = true;
  for (const sign of alternatives) {
    if (isStart && sign !== '^') return false;
    isStart = depth === 0 && sign === '|';
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
  }
  return !isStart;
}
