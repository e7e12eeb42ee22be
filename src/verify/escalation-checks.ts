import type { Answered } from '../pagerduty/rest-api.ts';
import { describeRestFailure } from '../pagerduty/rest-failure.ts';
import { textAt, valueAt } from '../primitives/json.ts';
import { type Check, count, failed, notCheckable, passed } from './check.ts';

/** Whether a page reaches somebody at once. */
export function checkOnCall(answer: Answered<{ readonly level: number; readonly names: readonly string[] }>): Check {
  const remedy = 'Fill the gap in the schedule, or put somebody on the first level of the escalation policy.';
  if ('failure' in answer) return notCheckable('on-call', describeRestFailure(answer.failure));
  const { level, names } = answer.value;
  const aside = names.join(', ');
  if (level === 0) return failed('on-call', 'nobody is on call at any level of the escalation policy', remedy);
  if (level > 1) return failed('on-call', `the first level with anybody on call is level ${level}`, remedy, aside);
  return passed('on-call', `${names.length === 1 ? 'one person' : `${names.length} people`} at level 1`, aside);
}

/** Whether the escalation policy goes on when the first level does not answer, and calls schedules. */
export function checkPolicy(answer: Answered<unknown>): readonly Check[] {
  const rules = 'value' in answer ? valueAt(answer.value, ['escalation_policy', 'escalation_rules']) : undefined;
  if (!Array.isArray(rules)) {
    const why = 'failure' in answer ? describeRestFailure(answer.failure) : 'PagerDuty shows no levels of the policy';
    return [notCheckable('escalation', why), notCheckable('schedules', why)];
  }
  const repeats = Number(textAt('value' in answer ? answer.value : undefined, ['escalation_policy', 'num_loops']));
  return [checkLevels(rules, repeats), checkSchedules(rules)];
}

function checkLevels(rules: readonly unknown[], repeats: number): Check {
  if (rules.length < 2)
    return failed(
      'escalation',
      'the escalation policy has only one level: if that phone is silent, nobody else is called',
      'Add a second level to the escalation policy, with another schedule.',
    );
  const ends = repeats > 0 ? `repeated ${count(repeats, 'time')}` : 'not repeated';
  return passed('escalation', `the escalation policy has ${rules.length} levels, ${ends}`);
}

function checkSchedules(rules: readonly unknown[]): Check {
  const levels = rules.flatMap((rule, index) => (hasSchedule(rule) ? [] : [index + 1]));
  if (levels.length === 0) return passed('schedules', 'every level of the escalation policy calls a schedule');
  const where = `level${levels.length === 1 ? '' : 's'} ${levels.join(', ')}`;
  return failed(
    'schedules',
    `${where} of the escalation policy call${levels.length === 1 ? 's' : ''} only people, and people go on holiday`,
    'Put a schedule on the level. A schedule can have one person in it, and somebody else can take over.',
  );
}

// `schedule`, `schedule_reference` or `schedule_v3_reference`.
function hasSchedule(rule: unknown): boolean {
  const targets = valueAt(rule, ['targets']);
  return Array.isArray(targets) && targets.some(target => textAt(target, ['type']).startsWith('schedule'));
}
