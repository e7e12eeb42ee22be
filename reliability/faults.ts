import type { FaultScript } from '../emulator/emulator.ts';

/** A way in which PagerDuty, or what stands before it, can fail, and what has to become of an event that meets it. */
export interface FaultCase {
  readonly name: string;
  readonly script: FaultScript | readonly FaultScript[];
  /**
   * `accepted`: taken at once; `late`: taken, but not by the first request; `rejected`: refused for good; `unreachable`:
   * given up when the budget ends.
   */
  readonly outcome: 'accepted' | 'late' | 'rejected' | 'unreachable';
  /** PagerDuty accepted the event, and nobody could know: the incident is there, and so is everything that is seen of an undelivered one. */
  readonly taken?: boolean;
}

const REFUSAL = { status: 'invalid event', message: 'Event object is invalid', errors: ['Invalid routing key'] };
const THROTTLED = { status: 'throttle exceeded', message: 'Requests for this service are arriving too quickly.' };
const PAGE = '<html><body><h1>502 Bad Gateway</h1></body></html>';
const inAnHour = () => new Date(Date.now() + 3_600_000).toUTCString();

/** Every kind of fault that the emulator knows, once and for ever, with what PagerDuty, proxies and portals answer. */
export const FAULTS: readonly FaultCase[] = [
  { name: 'none', script: [], outcome: 'accepted' },
  { name: 'slow by 300 ms', script: { kind: 'pass', delayMs: 300 }, outcome: 'accepted' },
  { name: '202 with a foreign body', script: { status: 202, body: PAGE, applied: true }, outcome: 'accepted' },
  { name: '202 without a body', script: { status: 202, body: '', applied: true }, outcome: 'accepted' },
  { name: '202 with 200 headers', script: { status: 202, applied: true, extraHeaders: 200 }, outcome: 'accepted' },
  { name: '202 whose body breaks off', script: { kind: 'partial', status: 202, applied: true }, outcome: 'accepted' },
  { name: '202 whose body drips', script: { kind: 'drip', status: 202, applied: true }, outcome: 'accepted' },

  { name: '500 once', script: { status: 500 }, outcome: 'late' },
  { name: '502 with HTML, once', script: { status: 502, body: PAGE }, outcome: 'late' },
  { name: '503 with Retry-After 1', script: { status: 503, headers: { 'retry-after': '1' } }, outcome: 'late' },
  {
    name: '503 with a Retry-After that is over',
    script: { status: 503, headers: { 'retry-after': '0' } },
    outcome: 'late',
  },
  {
    name: '429 with ratelimit-reset 1',
    script: { status: 429, body: THROTTLED, headers: { 'ratelimit-reset': '1' } },
    outcome: 'late',
  },
  {
    name: '429 with Retry-After in an hour',
    script: { status: 429, body: THROTTLED, headers: { 'retry-after': inAnHour() } },
    outcome: 'late',
  },
  { name: '408 once', script: { status: 408 }, outcome: 'late' },
  { name: 'reset once', script: { kind: 'reset' }, outcome: 'late' },
  { name: 'reset after the event was taken', script: { kind: 'reset', applied: true }, outcome: 'late' },
  { name: 'no answer, once', script: { kind: 'hang' }, outcome: 'late' },
  { name: 'no answer after the event was taken', script: { kind: 'hang', applied: true }, outcome: 'late' },
  { name: '503 whose body drips, once', script: { kind: 'drip', status: 503 }, outcome: 'late' },
  { name: '503 whose body breaks off, once', script: { kind: 'partial', status: 503 }, outcome: 'late' },
  { name: '500, reset, one after the other', script: [{ status: 500 }, { kind: 'reset' }], outcome: 'late' },

  { name: '400 with errors', script: { status: 400, body: REFUSAL }, outcome: 'rejected' },
  { name: '400 without JSON', script: { status: 400, body: 'no' }, outcome: 'rejected' },
  { name: '400 whose body breaks off', script: { kind: 'partial', status: 400, body: REFUSAL }, outcome: 'rejected' },
  { name: '400 whose body drips', script: { kind: 'drip', status: 400 }, outcome: 'rejected' },
  { name: '401', script: { status: 401, body: '' }, outcome: 'rejected' },
  { name: '403 of a proxy', script: { status: 403, body: PAGE }, outcome: 'rejected' },
  { name: '404', script: { status: 404, body: '' }, outcome: 'rejected' },
  { name: '413', script: { status: 413, body: PAGE }, outcome: 'rejected' },
  { name: '200 of a captive portal', script: { status: 200, body: '<html>Welcome</html>' }, outcome: 'rejected' },
  {
    name: '302 to another host',
    script: { status: 302, headers: { location: 'https://login.acme.example/' }, body: '' },
    outcome: 'rejected',
  },
  {
    name: '308 to itself',
    script: { status: 308, headers: { location: '/v2/enqueue' }, body: '' },
    outcome: 'rejected',
  },

  { name: '500 for ever', script: { status: 500, times: 'always' }, outcome: 'unreachable' },
  {
    name: '503 for ever, 200 headers',
    script: { status: 503, extraHeaders: 200, times: 'always' },
    outcome: 'unreachable',
  },
  { name: '429 for ever', script: { status: 429, body: THROTTLED, times: 'always' }, outcome: 'unreachable' },
  { name: 'reset for ever', script: { kind: 'reset', times: 'always' }, outcome: 'unreachable' },
  { name: 'no answer for ever', script: { kind: 'hang', times: 'always' }, outcome: 'unreachable' },
  {
    name: 'no answer for ever, though every event is taken',
    script: { kind: 'hang', applied: true, times: 'always' },
    outcome: 'unreachable',
    taken: true,
  },
  { name: '503 that drips for ever', script: { kind: 'drip', status: 503, times: 'always' }, outcome: 'unreachable' },
];
