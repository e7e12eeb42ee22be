import type { Call, Reply } from './http.ts';
import { NOT_FOUND } from './rest-errors.ts';
import { page } from './rest-paging.ts';
import { integrationShape, named, policyShape, reference, type Shown, serviceShape } from './rest-shapes.ts';

/** `GET /services`: `query` is a part of the name, `name` the whole of it. */
export function listServices(shown: Shown, { query, at }: Call): Reply {
  const part = query.get('query')?.toLowerCase() ?? '';
  const name = query.get('name');
  const found = shown.account.services.filter(
    each => each.name.toLowerCase().includes(part) && (name === null || each.name === name),
  );
  const include = query.getAll('include[]');
  return page(
    'services',
    found.map(each => serviceShape(shown, each, include, at)),
    query,
  );
}

/** `GET /services/{id}` */
export function getService(shown: Shown, { query, at }: Call, id: string): Reply {
  const service = shown.account.services.find(each => each.id === id);
  if (service === undefined) return NOT_FOUND;
  return { status: 200, body: { service: serviceShape(shown, service, query.getAll('include[]'), at) } };
}

/** `GET /services/{id}/integrations/{integration_id}`; there is no list of them. */
export function getIntegration(shown: Shown, _: Call, id: string, integrationId: string): Reply {
  const service = shown.account.services.find(each => each.id === id);
  const integration = service?.integrations.find(each => each.id === integrationId);
  if (service === undefined || integration === undefined) return NOT_FOUND;
  return { status: 200, body: { integration: integrationShape(shown, service, integration, true) } };
}

/** `GET /alert_grouping_settings/{id}`: a setting that a service refers to. */
export function getGrouping({ account }: Shown, _: Call, id: string): Reply {
  const grouped = account.services.filter(({ alertGrouping }) => alertGrouping?.id === id);
  const [first] = grouped;
  if (first === undefined) return NOT_FOUND;
  const services = grouped.map(service => ({ id: service.id, name: service.name }));
  return { status: 200, body: { alert_grouping_setting: { ...first.alertGrouping, services } } };
}

/** `GET /escalation_policies` */
export function listPolicies(shown: Shown, { query }: Call): Reply {
  const part = query.get('query')?.toLowerCase() ?? '';
  const users = query.getAll('user_ids[]');
  const found = shown.account.escalationPolicies.filter(
    ({ name, levels }) =>
      name.toLowerCase().includes(part) &&
      (users.length === 0 || levels.some(level => level.users.some(each => users.includes(each)))),
  );
  return page(
    'escalation_policies',
    found.map(each => policyShape(shown, each)),
    query,
  );
}

/** `GET /escalation_policies/{id}` */
export function getPolicy(shown: Shown, _: Call, id: string): Reply {
  const policy = shown.account.escalationPolicies.find(each => each.id === id);
  return policy === undefined ? NOT_FOUND : { status: 200, body: { escalation_policy: policyShape(shown, policy) } };
}

/**
 * `GET /oncalls`: who is on call now. Not in the order of the levels, as PagerDuty's (https://github.com/PagerDuty/backstage-plugin/issues/77): the last level comes
 * first. A parameter that it does not know, e.g. `escalation_policy_ids` without brackets, is ignored: then the whole account answers.
 */
export function listOncalls(shown: Shown, { query, at }: Call): Reply {
  const wanted = (name: string, id: string | undefined): boolean => {
    const ids = query.getAll(name);
    return ids.length === 0 || (id !== undefined && ids.includes(id));
  };
  const withUsers = query.getAll('include[]').includes('users');
  const oncalls = shown.account.escalationPolicies.flatMap(policy =>
    policy.levels.flatMap(({ users, schedule }, index) =>
      users
        .filter(
          id =>
            wanted('escalation_policy_ids[]', policy.id) &&
            wanted('schedule_ids[]', schedule?.id) &&
            wanted('user_ids[]', id),
        )
        .map(id => ({
          escalation_policy: reference(shown, 'escalation_policy', policy.id),
          escalation_level: index + 1,
          schedule: schedule === undefined ? null : named(shown, 'schedule_reference', 'schedules', schedule),
          user: userShape(shown, id, withUsers),
          start: schedule === undefined ? null : hourOf(at, 0),
          end: schedule === undefined ? null : hourOf(at, 24),
        })),
    ),
  );
  return page('oncalls', oncalls.toReversed(), query);
}

function userShape(shown: Shown, id: string, full: boolean): object {
  const user = shown.account.users.find(each => each.id === id);
  if (!full || user === undefined) return reference(shown, 'user', id);
  return {
    ...named(shown, 'user', 'users', user),
    name: user.name,
    email: user.email,
    role: 'user',
    time_zone: 'Etc/UTC',
  };
}

function hourOf(now: number, hoursLater: number): string {
  return `${new Date(now + hoursLater * 3_600_000).toISOString().slice(0, 13)}:00:00Z`;
}

/** `GET /maintenance_windows`: with `filter=ongoing` only those of now. */
export function listMaintenanceWindows(shown: Shown, { query, at }: Call): Reply {
  const services = query.getAll('service_ids[]');
  const found = (shown.account.maintenanceWindows ?? []).filter(({ start, end, services: inside }) => {
    if (services.length > 0 && !inside.some(each => services.includes(each))) return false;
    return query.get('filter') !== 'ongoing' || (Date.parse(start) <= at && at < Date.parse(end));
  });
  const shapes = found.map(({ id, description, services: inside, start, end }, index) => ({
    ...named(shown, 'maintenance_window', 'maintenance_windows', { id, name: description }),
    sequence_number: index + 1,
    start_time: start,
    end_time: end,
    description,
    services: inside.map(each => reference(shown, 'service', each)),
    teams: [],
  }));
  return page('maintenance_windows', shapes, query);
}
