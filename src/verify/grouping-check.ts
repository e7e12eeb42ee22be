import type { Answered } from '../pagerduty/rest-api.ts';
import { describeRestFailure } from '../pagerduty/rest-failure.ts';
import { textAt, valueAt } from '../primitives/json.ts';
import { type Check, failed, notCheckable, passed } from './check.ts';

/** The longest window, in seconds, in which intelligent grouping joins what belongs together and hardly anything else. */
const SHORT_S = 900;

/** The id of the grouping setting that a service refers to; undefined where the service shows its grouping itself. */
export function groupingReference(service: unknown): string | undefined {
  const grouping = valueAt(service, ['alert_grouping_parameters']);
  return textAt(grouping, ['type']).endsWith('_reference') ? textAt(grouping, ['id']) : undefined;
}

/**
 * Whether two migrations can share an incident, which closes only when all its alerts do. `setting` is the grouping
 * setting that the service refers to, if it does. https://support.pagerduty.com/main/docs/time-based-alert-grouping
 */
export function checkGrouping(service: unknown, setting: Answered<unknown> | undefined): Check {
  const id = 'alert-grouping';
  if (setting !== undefined && 'failure' in setting) return notCheckable(id, describeRestFailure(setting.failure));
  const grouping = setting
    ? valueAt(setting.value, ['alert_grouping_setting'])
    : valueAt(service, ['alert_grouping_parameters']);
  if (grouping === undefined) return notCheckable(id, 'PagerDuty shows no alert grouping');
  const type = textAt(grouping, ['type']);
  switch (type) {
    case '':
      return passed(id, 'every alert has an incident of its own');
    case 'intelligent':
      return checkWindow(grouping);
    case 'content_based':
    case 'content_based_intelligent':
      return notCheckable(id, describeFields(grouping));
    default:
      return failed(id, `alerts of this service are grouped (${type}): ${CONSEQUENCE}`, REMEDY);
  }
}

const CONSEQUENCE = 'two failed migrations share one incident, and the success of one does not close it';
const REMEDY = 'In the settings of the service, under Reduce Noise, delete the alert grouping.';

function checkWindow(grouping: unknown): Check {
  const id = 'alert-grouping';
  const read = (name: string): number => Number(textAt(grouping, ['config', name])) || 0;
  // 0 stands for the recommended one.
  const window = read('time_window') || read('recommended_time_window');
  if (window === 0) return notCheckable(id, 'alerts are grouped by intelligence, and PagerDuty shows no time window');
  const text = `alerts are grouped by intelligence within ${Math.round(window / 60)} min`;
  if (window <= SHORT_S) return passed(id, text);
  return failed(
    id,
    `${text}: ${CONSEQUENCE}`,
    'In the settings of the service, under Reduce Noise, delete the alert grouping, or make its time window 15 minutes or less.',
  );
}

function describeFields(grouping: unknown): string {
  const listed = valueAt(grouping, ['config', 'fields']);
  const fields = Array.isArray(listed) ? listed.filter(field => typeof field === 'string') : [];
  const same = fields.length === 0 ? 'certain fields' : fields.join(', ');
  return `alerts are grouped by ${same}: two failed migrations with the same values share one incident, and the success of one does not close it`;
}
