import type { Service, SupportHours } from './account.ts';

/**
 * Urgency of a new incident on a service, by its `incident_urgency_rule` (https://support.pagerduty.com/main/docs/configurable-service-settings):
 * with `severity_based`, critical and error are high, warning and info are low. High without a service. `severity` is undefined for an incident opened by REST.
 */
export function urgencyOf(service: Service | undefined, severity: string | undefined, now: number): 'high' | 'low' {
  const rule = service?.urgencyRule ?? { type: 'constant', urgency: 'high' };
  const inHours = rule.type === 'use_support_hours' && isDuring(service?.supportHours, now);
  const { urgency } =
    rule.type === 'constant' ? rule : inHours ? rule.during_support_hours : rule.outside_support_hours;
  if (urgency !== 'severity_based') return urgency;
  return severity === 'warning' || severity === 'info' ? 'low' : 'high';
}

function isDuring(hours: SupportHours | undefined, now: number): boolean {
  if (hours === undefined) return false;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: hours.time_zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  const parts = Object.fromEntries(format.formatToParts(now).map(({ type, value }) => [type, value]));
  const time = `${parts.hour}:${parts.minute}:${parts.second}`;
  const day = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(parts.weekday ?? '') + 1;
  return hours.days_of_week.includes(day) && hours.start_time <= time && time < hours.end_time;
}
