const WINDOW_MS = 60_000;

/** Counts calls per name in a sliding window of 60 seconds. */
export class Throttle {
  /** Calls a minute and name; Infinity lets everything pass. */
  readonly limit: number;
  readonly #calls = new Map<string, number[]>();

  constructor(limit: number) {
    this.limit = limit;
  }

  /** Takes one call at `now` (milliseconds). `remaining` is what is left of the window, `resetS` the whole seconds until a call is free again. */
  take(name: string, now: number): { allowed: boolean; remaining: number; resetS: number } {
    const recent = (this.#calls.get(name) ?? []).filter(at => at > now - WINDOW_MS);
    const allowed = recent.length < this.limit;
    if (allowed) recent.push(now);
    this.#calls.set(name, recent);
    const oldest = recent[0] ?? now;
    return { allowed, remaining: this.limit - recent.length, resetS: Math.ceil((oldest + WINDOW_MS - now) / 1000) };
  }

  clear(): void {
    this.#calls.clear();
  }
}
