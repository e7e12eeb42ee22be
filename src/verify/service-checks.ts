import type { Answered } from '../pagerduty/rest-api.ts';
import { textAt, valueAt } from '../primitives/json.ts';
import { type Check, failed, notCheckable, passed } from './check.ts';

/** Seconds from the evening until the morning. */
const NIGHT_S = 12 * 3_600;

/** Whether the service notifies anybody at all. */
export function checkActive(service: unknown): Check {
  return textAt(service, ['status']) === 'disabled'
    ? failed('active', 'the service is disabled: it accepts events, and notifies nobody', 'Enable the service.')
    : passed('active', 'it is not disabled');
}

/** Whether incidents are held back now. `windows` are the ongoing ones. */
export function checkMaintenance(service: unknown, windows: Answered<readonly unknown[]>): Check {
  const found = 'value' in windows ? windows.value : [];
  const ends = found.map(window => textAt(window, ['end_time'])).filter(end => end !== '');
  if (textAt(service, ['status']) !== 'maintenance' && found.length === 0)
    return passed('maintenance', 'no maintenance window is open');
  const until = ends.length === 0 ? '' : ` until ${ends.toSorted().at(-1)}`;
  return failed(
    'maintenance',
    `the service is in maintenance${until}: no incident opens`,
    'End the maintenance window, or wait for its end before you migrate.',
  );
}

/** Whether an incident outlives the night. https://support.pagerduty.com/main/docs/configurable-service-settings */
export function checkAutoResolve(service: unknown): Check {
  const seconds = valueAt(service, ['auto_resolve_timeout']);
  if (typeof seconds !== 'number' || seconds === 0)
    return passed('auto-resolve', 'incidents are not closed by a timer');
  const time = describeTime(seconds);
  return seconds >= NIGHT_S
    ? passed('auto-resolve', `a timer closes them after ${time}`)
    : failed(
        'auto-resolve',
        `a timer closes incidents after ${time}: an incident of the night may be closed before anybody looks`,
        'In the settings of the service, switch auto-resolution off, or set it to 12 hours or more.',
      );
}

/** Whether an incident that somebody acknowledged rings again. https://support.pagerduty.com/main/docs/configurable-service-settings */
export function checkAcknowledgementTimeout(service: unknown): Check {
  const id = 'acknowledgement-timeout';
  const seconds = valueAt(service, ['acknowledgement_timeout']);
  if (seconds === undefined) return notCheckable(id, 'PagerDuty shows no acknowledgement timeout');
  const remedy = 'In the settings of the service, set the acknowledgement timeout to 30 minutes.';
  if (typeof seconds !== 'number' || seconds === 0)
    return failed(id, 'an incident that somebody acknowledged never rings again, even if nobody works on it', remedy);
  const text = `an acknowledged incident rings again after ${describeTime(seconds)}`;
  return seconds < NIGHT_S ? passed(id, text) : failed(id, `${text}, which is too late at night`, remedy);
}

/** Whether alerts are held back at first. https://support.pagerduty.com/docs/auto-pause-incident-notifications */
export function checkAutoPause(service: unknown): Check {
  const id = 'auto-pause';
  const enabled = valueAt(service, ['auto_pause_notifications_parameters', 'enabled']);
  if (typeof enabled !== 'boolean') return notCheckable(id, 'PagerDuty shows no auto-pause setting for this service');
  if (!enabled) return passed(id, 'no alert is held back');
  const seconds = valueAt(service, ['auto_pause_notifications_parameters', 'timeout']);
  const time = typeof seconds === 'number' && seconds > 0 ? describeTime(seconds) : 'a time that PagerDuty chooses';
  return failed(
    id,
    `if PagerDuty considers an alert transient, it holds the alert back for ${time}`,
    'In the settings of the service, under Reduce Noise, switch auto-pause off: a failed migration does not go away.',
  );
}

function describeTime(seconds: number): string {
  return seconds < 3_600 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 360) / 10} h`;
}
