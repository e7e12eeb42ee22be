import { type Clock, canRetry, retry, type Try, tryLater } from '../http/retry.ts';
import type { Send } from '../http/transport.ts';
import type { Problem } from '../primitives/errors.ts';
import type { Secret } from '../primitives/secret.ts';
import { cutText, escapeMarkup, withoutStop } from '../primitives/text.ts';
import type { Redacted } from '../redaction/redaction.ts';

/** What telling the webhook needs that touches the world. */
export interface WebhookPorts {
  readonly send: Send;
  readonly clock: Clock;
  /** When delivery has to be over, in milliseconds since the epoch. */
  readonly deadline: number;
}

/** How much of `leftMs` milliseconds PagerDuty may not have, so that the webhook can still be told. */
export function reserveForWebhook(webhook: Secret | undefined, leftMs: number): number {
  if (webhook === undefined) return 0;
  return Math.min(WEBHOOK_BUDGET_MS, leftMs / 2, Math.max(LEAST_MS, leftMs / 4));
}

const LEAST_MS = 3_000;
/** Milliseconds that the webhook may take at most. */
const WEBHOOK_BUDGET_MS = 10_000;

/** Tells the webhook of the input fallback-webhook-url, if there is one, what PagerDuty could not be told; gives what went wrong there. Never throws. */
export async function tellFallbackWebhook(
  webhook: Secret | undefined,
  text: Redacted,
  { send, clock, deadline }: WebhookPorts,
): Promise<Problem[]> {
  if (webhook === undefined) return [];
  const budgetMs = Math.min(WEBHOOK_BUDGET_MS, Math.max(1, deadline - clock.now()));
  const failure = await postToWebhook(webhook, text, { budgetMs, send, clock });
  if (failure === '') return [];
  const message = `fallback-webhook-url: expected the webhook to accept the message; got ${failure}. Nobody was told there either. Is the webhook still valid, and can the runner reach it?`;
  return [{ level: 'warning', message }];
}

// An incoming webhook takes `{"text": …}` (Slack, Mattermost and the like); gives why it failed, empty when it did not.
// https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
async function postToWebhook(
  url: Secret,
  text: Redacted,
  { budgetMs, send, clock }: { readonly budgetMs: number; readonly send: Send; readonly clock: Clock },
): Promise<string> {
  const attempt = async (mostMs: number): Promise<Try<string>> => {
    const response = await send({
      method: 'POST',
      url: url.reveal(),
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ text: neutraliseChat(text) }),
      timeoutMs: Math.min(5_000, mostMs),
    });
    if ('failure' in response) return { final: false, value: response.failure };
    const { status } = response;
    if (status >= 200 && status <= 299) return { final: true, value: '' };
    const value = [`HTTP ${status}`, shorten(response.body, url)].filter(part => part !== '').join(': ');
    return canRetry(status) ? tryLater(value, response.header, clock.now()) : { final: true, value };
  };
  return (await retry(attempt, clock, budgetMs)).value;
}

// Slack reads escapes; Mattermost, Discord and Teams read mentions and links of Markdown in the plain text as well. A sign
// that nobody sees keeps them from being any. https://docs.mattermost.com/collaborate/mention-people.html,
// https://support.discord.com/hc/articles/210298617, https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format
function neutraliseChat(text: string): string {
  return escapeMarkup(text).replace(/(?<!\w)[@＠](?=\w)|\](?=\s?[[(:])/g, '$&\u200b');
}

/** Characters of an answer that are worth showing: Slack says `no_service`, a proxy a whole page. */
const EXPLANATION_LIMIT = 200;

// An answer may echo the request: its secret stands in the address, and half of it would not be found later.
function shorten(body: string, url: Secret): string {
  const address = url.reveal();
  const { pathname, search } = new URL(address);
  const parts = [address, `${pathname}${search}`, ...`${pathname}${search}`.split(/[/?&=]/).filter(isLong)];
  const hidden = parts.filter(isLong).reduce((text, part) => text.replaceAll(part, '***'), body);
  return withoutStop(cutText(hidden.replace(/\s+/g, ' ').trim(), EXPLANATION_LIMIT));
}

function isLong(part: string): boolean {
  return part.length >= 6;
}
