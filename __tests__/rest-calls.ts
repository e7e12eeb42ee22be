import type { RestWorld } from '../src/rest-api.ts';
import type { RestAccess } from '../src/rest-route.ts';
import type { Clock } from '../src/retry.ts';
import { Secret } from '../src/secret.ts';
import { send } from '../src/transport.ts';
import { fakeClock } from './fake-clock.ts';

/** Access to an emulator's account with its account key, as Anna; other fields as given. */
export function access(url: string, fields: Partial<RestAccess> = {}): RestAccess {
  return { region: 'us', apiUrl: url, token: new Secret('account-key-0000001+'), from: 'anna@example.com', ...fields };
}

/** A world in which calls go to the emulator at `url` and may take `budgetMs` of the clock's time. */
export function restWorld(
  url: string,
  {
    budgetMs = 60_000,
    clock = fakeClock(),
    ...fields
  }: Partial<RestAccess> & { budgetMs?: number; clock?: Clock } = {},
): RestWorld {
  return { access: access(url, fields), send, clock, deadline: clock.now() + budgetMs };
}
