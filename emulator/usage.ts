import type { Account } from './account.ts';

/** What `npm run emulator -- --help` says. */
export const USAGE = `npm run emulator -- [options]

  --port N            port on 127.0.0.1, 0 for any free one; default 8070
  --limit N           events a minute and routing key before it answers 429; default none
  --key KEY           a routing key that exists, once for each; default every key of 32 letters and digits
  --unknown-key WORD  what becomes of an event for another key: refuse (400) or ignore (202, no incident)
  --account FILE      JSON of the account that the REST API shows; its keys are then the ones that exist
  --wrong-region      the REST API answers 401, as to a token of the other region
`;

/** What to set in a workflow to reach the emulator at `url`, and where to look into it. */
export function guide(url: string, { services, tokens, users }: Account): string {
  const [service] = services;
  return `PagerDuty emulator on ${url}

In the step:   api-url: ${url}
               routing-key: ${service?.integrations[0]?.key ?? ''}   (service ${service?.name})
for REST too:  api-token: ${tokens[0]?.token}
               from: ${users[0]?.email}
               service: ${service?.name}

Incidents      ${url}/emulator/incidents
Change events  ${url}/emulator/changes
Requests       ${url}/emulator/requests
A fault        curl -d '{"status": 503, "times": 2}' ${url}/emulator/faults
Start afresh   curl -X POST ${url}/emulator/reset

Ctrl-C ends it.`;
}
