import { textAt } from '../primitives/json.ts';
import { type Answered, listRest, mapAnswer, type RestContext } from './rest-api.ts';

/** Who is on call now: the lowest level of the policy that has anybody. `level` is 0 when nobody is. */
export async function listOnCall(
  policyId: string,
  context: RestContext,
): Promise<Answered<{ readonly level: number; readonly names: readonly string[] }>> {
  const answer = await listRest(
    'oncalls',
    { path: '/oncalls', query: [['escalation_policy_ids[]', policyId]] },
    context,
  );
  return mapAnswer(answer, entries => {
    const rows = entries
      .map(entry => ({
        policy: textAt(entry, ['escalation_policy', 'id']),
        level: Number(textAt(entry, ['escalation_level'])),
        name: textAt(entry, ['user', 'summary']) || textAt(entry, ['user', 'name']),
      }))
      .filter(({ policy, level }) => policy === policyId && level > 0);
    // PagerDuty does not list them in the order of the levels.
    const level = rows.length === 0 ? 0 : Math.min(...rows.map(row => row.level));
    return { level, names: [...new Set(rows.filter(row => row.level === level).map(row => row.name))] };
  });
}
