import { listOnCall } from '../pagerduty/on-calls-api.ts';
import { describeRestHost, type RestAccess } from '../pagerduty/rest-access.ts';
import { type Answered, callRest, listRest, type RestContext } from '../pagerduty/rest-api.ts';
import { describeRestFailure, type RestFailure, remedyOf, tellRestFailure } from '../pagerduty/rest-failure.ts';
import { findService } from '../pagerduty/services-api.ts';
import { textAt, valueAt } from '../primitives/json.ts';
import type { Secret } from '../primitives/secret.ts';
import { type Check, type CheckId, failed, notCheckable, passed } from './check.ts';
import { checkOnCall, checkPolicy } from './escalation-checks.ts';
import { checkGrouping, groupingReference } from './grouping-check.ts';
import { checkIntegration } from './integration-check.ts';
import type { VerifyPorts } from './ports.ts';
import * as service from './service-checks.ts';
import type { Settings } from './settings.ts';
import { checkUrgency } from './urgency-check.ts';

const BUDGET_MS = 60_000;
const OF_THE_SERVICE = [
  ...(['integration', 'active', 'maintenance', 'auto-resolve', 'acknowledgement-timeout', 'auto-pause'] as const),
  ...(['alert-grouping', 'on-call', 'escalation', 'schedules', 'urgency'] as const),
];

/** Looks at the account through the REST API: token, service, and whether an incident of it would ring. Never throws. */
export async function checkAccount(
  routingKeys: readonly Secret[],
  settings: Settings,
  { send, clock }: VerifyPorts,
): Promise<readonly Check[]> {
  const { access, service: name } = settings;
  if (access === undefined)
    return skip(['api-token', 'service', ...OF_THE_SERVICE], 'no token of the REST API was given');
  const context: RestContext = { access, send, clock, deadline: clock.now() + BUDGET_MS };
  const found = name === '' ? await callRest(ANY_SERVICE, context) : await findService(name, context);
  if ('failure' in found) {
    return [
      await checkToken(found.failure, context),
      ...skip(['service', ...OF_THE_SERVICE], 'the token could not be used'),
    ];
  }
  const token = passed('api-token', `${describeRestHost(access)} took it`);
  if (name === '') return [token, ...skip(['service', ...OF_THE_SERVICE], 'no service was named in the input service')];
  const document = valueAt(found.value, ['document']);
  if (document === undefined)
    return [token, unknownService(name), ...skip(OF_THE_SERVICE, 'the service was not found')];
  const exists = passed('service', `the account has a service "${name}"`);
  return [token, exists, ...(await checkService(document, { routingKeys, settings, context }))];
}

const ANY_SERVICE = { method: 'GET', path: '/services', query: [['limit', '1']] } as const;

async function checkService(
  document: unknown,
  {
    routingKeys,
    settings,
    context,
  }: { readonly routingKeys: readonly Secret[]; readonly settings: Settings; readonly context: RestContext },
): Promise<readonly Check[]> {
  const id = textAt(document, ['id']);
  const policyId = textAt(document, ['escalation_policy', 'id']);
  const ongoing = [
    ['service_ids[]', id],
    ['filter', 'ongoing'],
  ] as const;
  const read = (path: string, of: string): Promise<Answered<unknown>> =>
    callRest({ method: 'GET', path: `${path}/${encodeURIComponent(of)}` }, context);
  const groupingId = groupingReference(document);
  const [integrations, windows, onCall, policy, grouping] = await Promise.all([
    checkIntegrations(id, routingKeys, context),
    listRest('maintenance_windows', { path: '/maintenance_windows', query: ongoing }, context),
    listOnCall(policyId, context),
    read('/escalation_policies', policyId),
    groupingId === undefined ? undefined : read('/alert_grouping_settings', groupingId),
  ]);
  return [
    ...integrations,
    service.checkActive(document),
    service.checkMaintenance(document, windows),
    service.checkAutoResolve(document),
    service.checkAcknowledgementTimeout(document),
    service.checkAutoPause(document),
    checkGrouping(document, grouping),
    checkOnCall(onCall),
    ...checkPolicy(policy),
    checkUrgency(document, settings),
  ];
}

async function checkIntegrations(
  id: string,
  routingKeys: readonly Secret[],
  context: RestContext,
): Promise<readonly Check[]> {
  if (routingKeys.length === 0) return skip(['integration'], 'no routing key was given: incidents are opened by REST');
  const path = `/services/${encodeURIComponent(id)}`;
  const answer = await callRest({ method: 'GET', path, query: [['include[]', 'integrations']] }, context);
  if ('failure' in answer) return skip(['integration'], describeRestFailure(answer.failure));
  return routingKeys.map(key => checkIntegration(valueAt(answer.value, ['service']), key));
}

async function checkToken(failure: RestFailure, context: RestContext): Promise<Check> {
  const text = tellRestFailure(failure, context.access, failure.explanation);
  if (failure.status === 401) {
    const region = await otherRegion(context);
    if (region !== undefined)
      return failed(
        'api-token',
        `the token is of an account in the ${region.toUpperCase()} region`,
        `Set region: ${region}.`,
      );
    return failed('api-token', text, remedyOf(failure));
  }
  if (!failure.final) return notCheckable('api-token', text);
  return failed('api-token', text, remedyOf(failure) || 'Is api-url right?');
}

// PagerDuty answers a token of the other region as it does an unknown one: only asking there tells.
async function otherRegion(context: RestContext): Promise<RestAccess['region'] | undefined> {
  const { access } = context;
  if (access.apiUrl !== undefined) return undefined;
  const region = access.region === 'us' ? 'eu' : 'us';
  const answer = await callRest(ANY_SERVICE, { ...context, access: { ...access, region } });
  return 'value' in answer ? region : undefined;
}

function unknownService(name: string): Check {
  return failed(
    'service',
    `no service of the account is called "${name}"`,
    'Give the exact name, as the page of the service shows it. A token of a user sees only the services of the teams of that user.',
  );
}

function skip(ids: readonly CheckId[], why: string): readonly Check[] {
  return ids.map(id => notCheckable(id, why));
}
