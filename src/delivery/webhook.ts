import { type Clock, canRetry, retry, type Try, tryLater } from '../http/retry.ts';
import type { Send } from '../http/transport.ts';
import type { Secret } from '../primitives/secret.ts';
import { cutText, escapeMarkup } from '../primitives/text.ts';
import type { Redacted } from '../redaction/redaction.ts';

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
  return cutText(hidden.replace(/\s+/g, ' ').trim(), EXPLANATION_LIMIT);
}

function isLong(part: string): boolean {
  return part.length >= 6;
}
