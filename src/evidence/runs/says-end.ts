import type { Says, Tool } from '../tools/rule.ts';

/** What a good run of the tool always prints. */
export function whatSaysEnd(tool: Tool): NonNullable<Tool['saysEnd']> {
  if (tool.saysEnd !== undefined) return tool.saysEnd;
  if (hasRule(tool, 'ends')) return 'migration';
  return hasRule(tool, 'succeeds') ? 'run' : 'nothing';
}

/** Whether the tool has a rule of this kind. */
export function hasRule(tool: Tool, says: Says): boolean {
  return tool.rules.some(rule => rule.says === says);
}
