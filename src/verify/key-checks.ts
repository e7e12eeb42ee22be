import { hasKeyForm, isOrchestrationKey, isRestKeyForm, missingForm } from '../inputs/routing-keys.ts';
import { type Delivery, deliver, describeHost } from '../pagerduty/events-api.ts';
import type { Secret } from '../primitives/secret.ts';
import { type Check, failed, notCheckable, passed } from './check.ts';
import type { VerifyPorts } from './ports.ts';
import { quietProbe, unusedKey } from './probe.ts';
import type { Settings } from './settings.ts';

const PROBE_BUDGET_MS = 30_000;

/** Whether the key can be one at all. */
export function checkForm(key: Secret): Check {
  const id = 'routing-key-form';
  const text = key.reveal();
  if (hasKeyForm(text))
    return passed(id, `32 letters and digits${isOrchestrationKey(text) ? ', of an event orchestration' : ''}`);
  if (isRestKeyForm(text))
    return failed(id, 'it has 20 characters: that is a REST API key, not an integration key', WHERE_KEYS_ARE);
  const got = missingForm(text);
  return failed(id, `expected 32 letters and digits; got ${got}`, `Was it copied whole? ${WHERE_KEYS_ARE}`);
}

/** Whether PagerDuty takes the key, by the quiet probe. A key of the wrong form, which may be another secret, is not sent. */
export async function checkAccepted(key: Secret, settings: Settings, ports: VerifyPorts): Promise<Check> {
  if (checkForm(key).status !== 'passed')
    return notCheckable('routing-key-accepted', 'a key of the wrong form is not sent');
  const { clock, source } = ports;
  const probe = quietProbe(unusedKey('probe', clock), source, new Date(clock.now()));
  const destination = { region: settings.region, apiUrl: settings.apiUrl, budgetMs: PROBE_BUDGET_MS };
  return judgeProbe(await deliver(probe, key, { ...ports, destination }), describeHost(destination));
}

function judgeProbe({ outcome, explanation }: Delivery, host: string): Check {
  const id = 'routing-key-accepted';
  switch (outcome) {
    case 'accepted':
      return explanation === ''
        ? passed(id, `${host} accepted a resolve for a dedup key that no incident has; nobody was notified`)
        : failed(id, explanation, 'Is api-url right?');
    case 'rejected':
      return failed(
        id,
        `${host} refused it: ${explanation}`,
        `Has the integration been deleted, or is the key of an account in the other region? ${WHERE_KEYS_ARE}`,
      );
    case 'unreachable':
      return failed(
        id,
        `${host} gave no final answer: ${explanation}`,
        'Can the runner reach the host (proxy, firewall)? Is PagerDuty up: https://status.pagerduty.com',
      );
    default:
      return outcome satisfies never;
  }
}

const WHERE_KEYS_ARE =
  'In PagerDuty, open the service, then Integrations, then Events API V2, and copy the integration key into the secret.';
