import type { Redacted } from './redaction.ts';
import { type Clock, retry, type Try } from './retry.ts';
import type { Secret } from './secret.ts';
import { escapeMarkup } from './text.ts';
import type { Send } from './transport.ts';

/** Milliseconds that the second channel may take at most. */
export const WEBHOOK_BUDGET_MS = 10_000;

/**
 * Tells an incoming webhook (`{"text": …}`: Slack, Mattermost and the like) what PagerDuty could not be told.
 * https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks. Gives why it failed; empty when it did not. Never throws.
 */
export async function tellWebhook(
  url: Secret,
  text: Redacted,
  { budgetMs, send, clock }: { readonly budgetMs: number; readonly send: Send; readonly clock: Clock },
): Promise<string> {
  const attempt = async (mostMs: number): Promise<Try<string>> => {
    const response = await send({
      method: 'POST',
      url: url.reveal(),
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ text: escapeMarkup(text) }),
      timeoutMs: Math.min(5_000, mostMs),
    });
    if ('failure' in response) return { final: false, value: response.failure };
    const { status } = response;
    if (status >= 200 && status <= 299) return { final: true, value: '' };
    return { final: status !== 429 && status < 500, value: `HTTP ${status}` };
  };
  return (await retry(attempt, clock, Math.min(WEBHOOK_BUDGET_MS, budgetMs))).value;
}
