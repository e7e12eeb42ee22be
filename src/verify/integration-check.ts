import { isOrchestrationKey } from '../inputs/routing-keys.ts';
import { textAt, valueAt } from '../primitives/json.ts';
import type { Secret } from '../primitives/secret.ts';
import { type Check, failed, notCheckable, passed } from './check.ts';
import { checkForm } from './key-checks.ts';

/** The type of an integration that takes what the action sends. */
const EVENTS_V2 = 'events_api_v2_inbound_integration';

/** Whether the routing key is that of an Events API V2 integration of the service. */
export function checkIntegration(service: unknown, key: Secret): Check {
  const id = 'integration';
  const listed = valueAt(service, ['integrations']);
  const integrations = Array.isArray(listed) ? listed : [];
  const name = textAt(service, ['name']);
  if (checkForm(key).status !== 'passed') return notCheckable(id, 'a key of the wrong form belongs to no service');
  if (isOrchestrationKey(key.reveal()))
    return notCheckable(id, 'the key is of an event orchestration (R…), whose rules decide which service is told');
  const keyOf = (integration: unknown): string => textAt(integration, ['integration_key']);
  const own = integrations.find(integration => keyOf(integration) === key.reveal());
  if (own !== undefined) {
    const type = textAt(own, ['type']);
    return type === EVENTS_V2
      ? passed(id, `it is of the service ${name}`)
      : failed(id, `the key is of an integration of another kind (${type})`, ADD_INTEGRATION);
  }
  const candidates = integrations.filter(integration => textAt(integration, ['type']).startsWith(EVENTS_V2));
  if (candidates.length === 0)
    return failed(id, `the service ${name} has no integration Events API V2`, ADD_INTEGRATION);
  if (candidates.some(integration => keyOf(integration) === ''))
    return notCheckable(id, 'the token does not see the keys of the integrations');
  return failed(
    id,
    `none of the integrations of the service ${name} has this key: it pages another service`,
    `Copy the integration key of the service ${name} into the secret, or name the service that is meant.`,
  );
}

const ADD_INTEGRATION =
  'In PagerDuty, add the integration Events API V2 to the service, and copy its key into the secret.';
