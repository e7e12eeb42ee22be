import type { InputReader } from './input-reader.ts';

/** The longest time in minutes: Node's timers hold no more than 2^31 - 1 milliseconds. https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
const MOST_MINUTES = 35_000;
const MINUTE_MS = 60_000;

/** Milliseconds after which PagerDuty is told of a wrapped command that still runs; undefined: never. What can't be read is a problem. */
export function readSlowAfter(reader: InputReader): number | undefined {
  const text = reader.text('slow-after');
  if (text === '') return undefined;
  if (reader.text('run') === '') {
    const expected = 'run beside it, because only the wrapper knows how long the command takes';
    reader.report({ input: 'slow-after', expected, got: text, consequence: 'It has no effect.' });
    return undefined;
  }
  const minutes = /^(?:\d{1,5}(?:\.\d{0,9})?|\.\d{1,9})$/.test(text) ? Number(text) : 0;
  const ms = Math.round(minutes * MINUTE_MS);
  if (ms > 0 && minutes <= MOST_MINUTES) return ms;
  const expected = `minutes, a number above 0 and up to ${MOST_MINUTES} such as 15 or 0.5`;
  const consequence = 'PagerDuty is not told when the command takes long.';
  reader.report({ input: 'slow-after', expected, got: text, consequence });
  return undefined;
}

/** A time as a person says it: `15 min`, `2.5 min`, and below a minute `30 s`. */
export function describeMinutes(ms: number): string {
  const [number, unit] = ms < MINUTE_MS ? [ms / 1_000, 's'] : [ms / MINUTE_MS, 'min'];
  return `${Math.round(number * 100) / 100} ${unit}`;
}
