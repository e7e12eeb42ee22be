import { alertsIn, policyEnvironment } from '../decision/environments.ts';
import { type Inputs, SEVERITIES, type Severity } from '../inputs/inputs.ts';
import type { Secret } from '../primitives/secret.ts';

/** PagerDuty's hosts: https://support.pagerduty.com/main/docs/service-regions */
const HOSTS = { us: 'https://api.pagerduty.com', eu: 'https://api.eu.pagerduty.com' } as const;

/** The account that is asked, and who asks. */
export interface RestAccess {
  readonly region: 'us' | 'eu';
  /** Base URL instead of the region's, without a slash at its end. */
  readonly apiUrl: string | undefined;
  readonly token: Secret;
  /** E-mail address of the user in whose name is written; an account key needs it. Empty: none. */
  readonly from: string;
}

/** The base URL of the REST API. */
export function restHost({ region, apiUrl }: Pick<RestAccess, 'region' | 'apiUrl'>): string {
  return apiUrl ?? HOSTS[region];
}

/** The host of the REST API, as a person should see it. */
export function describeRestHost(access: Pick<RestAccess, 'region' | 'apiUrl'>): string {
  return new URL(restHost(access)).host;
}

/** The way through the REST API, to a service by its name. */
export interface RestRoute {
  readonly access: RestAccess;
  /** Exact name of the service. */
  readonly service: string;
  /** The REST API knows no severity. */
  readonly urgencyOf: (severity: Severity) => 'high' | 'low';
}

/** The access that the inputs give to the REST API; undefined without a token. */
export function restAccess({
  apiToken,
  region,
  apiUrl,
  from,
}: Pick<Inputs, 'apiToken' | 'region' | 'apiUrl' | 'from'>): RestAccess | undefined {
  return apiToken === undefined ? undefined : { token: apiToken, region, apiUrl, from };
}

/** The way through the REST API, which is taken when there is no routing key; undefined when token or service are missing, too. */
export function restRoute(routingKeys: readonly Secret[], inputs: Inputs): RestRoute | undefined {
  const access = restAccess(inputs);
  if (routingKeys.length > 0 || access === undefined || inputs.service === '') return undefined;
  return { access, service: inputs.service, urgencyOf: severity => chooseUrgency(inputs, severity) };
}

// The user's severities decide where there are any; else production rings the phone, and nothing else does.
function chooseUrgency({ severity: table, environment }: Inputs, severity: Severity): 'high' | 'low' {
  const loud = table.length > 0 ? LOUD.includes(severity) : alertsIn(['production'], policyEnvironment(environment));
  return loud ? 'high' : 'low';
}

// As PagerDuty maps them: https://support.pagerduty.com/main/docs/dynamic-notifications
const LOUD: readonly Severity[] = SEVERITIES.slice(0, 2);
