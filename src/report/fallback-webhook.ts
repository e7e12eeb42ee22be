import { tellWebhook } from '../delivery/webhook.ts';
import type { Clock } from '../http/retry.ts';
import type { Send } from '../http/transport.ts';
import type { Problem } from '../primitives/errors.ts';
import type { Secret } from '../primitives/secret.ts';
import { type Result, toChatText } from './result.ts';

/** What the second channel needs. */
export interface ChannelWorld {
  readonly send: Send;
  readonly clock: Clock;
  /** When delivery has to be over, in milliseconds since the epoch. */
  readonly deadline: number;
}

/** How much of `leftMs` milliseconds PagerDuty may not have, so that the second channel can still be told. */
export function reserveForChannel(webhook: Secret | undefined, leftMs: number): number {
  if (webhook === undefined) return 0;
  return Math.min(WEBHOOK_BUDGET_MS, leftMs / 2, Math.max(LEAST_MS, leftMs / 4));
}

const LEAST_MS = 3_000;
/** Milliseconds that the second channel may take at most. */
const WEBHOOK_BUDGET_MS = 10_000;

/** Tells the second channel, if there is one, what PagerDuty could not be told; gives what went wrong there. Never throws. */
export async function tellSecondChannel(
  webhook: Secret | undefined,
  result: Result,
  { send, clock, deadline }: ChannelWorld,
): Promise<Problem[]> {
  if (webhook === undefined) return [];
  const budgetMs = Math.min(WEBHOOK_BUDGET_MS, Math.max(1, deadline - clock.now()));
  const failure = await tellWebhook(webhook, toChatText(result), { budgetMs, send, clock });
  if (failure === '') return [];
  const message = `fallback-webhook-url: expected the webhook to take the message; got ${failure}. Nobody was told there either. Is the webhook still valid, and can the runner reach it?`;
  return [{ level: 'warning', message }];
}
