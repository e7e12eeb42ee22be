import type { Clock } from '../../src/http/retry.ts';
import { send } from '../../src/http/transport.ts';
import type { RestAccess } from '../../src/pagerduty/rest-access.ts';
import type { RestContext } from '../../src/pagerduty/rest-api.ts';
import { Secret } from '../../src/primitives/secret.ts';
import { fakeClock } from '../http/fake-clock.ts';

/** Access to an emulator's account with its account key, as Anna; other fields as given. */
export function access(url: string, fields: Partial<RestAccess> = {}): RestAccess {
  return { region: 'us', apiUrl: url, token: new Secret('account-key-0000001+'), from: 'anna@example.com', ...fields };
}

/** A context in which calls go to the emulator at `url` and may take `budgetMs` of the clock's time. */
export function restContext(
  url: string,
  {
    budgetMs = 60_000,
    clock = fakeClock(),
    ...fields
  }: Partial<RestAccess> & { budgetMs?: number; clock?: Clock } = {},
): RestContext {
  return { access: access(url, fields), send, clock, deadline: clock.now() + budgetMs };
}
