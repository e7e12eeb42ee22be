/** Time and chance, handed in so that tests need not wait. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms` milliseconds. */
  sleep(ms: number): Promise<void>;
  /** A number in [0, 1). */
  random(): number;
}

/** What one try came to: an answer that stands, or a reason to try again. */
export type Try<T> =
  | { readonly final: true; readonly value: T }
  | { readonly final: false; readonly value: T; readonly retryAfterMs?: number };

/** The value of the last try and how many there were (at least 1). */
export interface Tried<T> {
  readonly value: T;
  readonly attempts: number;
}

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 30_000;
/** What is kept back for one last try when the next wait would overrun the budget; of a small budget a quarter. */
const LAST_TRY_MS = 5_000;
/** How much of what is left one try may take unless it is the last: a server that hangs leaves room for another. */
const SHARE_OF_A_TRY = 0.6;

/**
 * Tries until an answer is final or `budgetMs` is used up. Waits with exponential back-off and full jitter
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), or as long as the server asked for.
 * A wait that would overrun the budget is shortened so that one last try still fits, and even a server that never
 * answers is asked twice. `attempt` gets the milliseconds it may take, and must itself end by then. At least one try is
 * made. Throws only what `attempt` throws.
 */
export async function retry<T>(
  attempt: (mostMs: number) => Promise<Try<T>>,
  clock: Clock,
  budgetMs: number,
): Promise<Tried<T>> {
  const deadline = clock.now() + budgetMs;
  const lastTryMs = Math.max(1, Math.min(LAST_TRY_MS, budgetMs / 4));
  let lastTry = false;
  for (let attempts = 1; ; attempts += 1) {
    const left = deadline - clock.now();
    const result = await attempt(Math.max(1, Math.floor(lastTry ? left : left * SHARE_OF_A_TRY)));
    if (result.final || lastTry) return { value: result.value, attempts };
    const remaining = deadline - clock.now();
    const backOff = clock.random() * Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempts - 1));
    // A server that asks for hardly any wait, or for one that is over, would otherwise be asked in a tight loop.
    const wait = Math.max(result.retryAfterMs ?? 0, backOff);
    lastTry = wait > remaining - lastTryMs;
    if (lastTry && remaining < lastTryMs / 2) return { value: result.value, attempts };
    await clock.sleep(lastTry ? Math.max(0, Math.min(wait, Math.floor(remaining - lastTryMs))) : wait);
  }
}

/** Whether a later try may do better than an answer with this HTTP status. */
export function canRetry(status: number): boolean {
  return status === 408 || status === 429 || (status >= 500 && status <= 599);
}

/** What a try came to that may do better later, when the server says so. */
export function tryLater<T>(value: T, header: (name: string) => string | undefined, now: number): Try<T> {
  const retryAfterMs = readRetryAfter(header, now);
  return retryAfterMs === undefined ? { final: false, value } : { final: false, value, retryAfterMs };
}

/**
 * The wait that a server asks for, in milliseconds: `Retry-After` in seconds or as a date (RFC 9110, 10.2.3), else
 * PagerDuty's `ratelimit-reset` in seconds (https://developer.pagerduty.com/docs/rest-api-rate-limits). Undefined when
 * it asks for none that can be read.
 */
export function readRetryAfter(header: (name: string) => string | undefined, now: number): number | undefined {
  return readWait(header('retry-after'), now) ?? readWait(header('ratelimit-reset'), now);
}

function readWait(header: string | undefined, now: number): number | undefined {
  const value = header?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1_000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
