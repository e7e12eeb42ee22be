/** PagerDuty's host names, by region: https://support.pagerduty.com/main/docs/service-regions */
export const PAGERDUTY_HOSTS = {
  us: ['events.pagerduty.com', 'api.pagerduty.com'],
  eu: ['events.eu.pagerduty.com', 'api.eu.pagerduty.com'],
} as const;

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Whether the server at `url` answers for the value of a `Host` header: one of `names` without a port, or the loopback
 * with the server's own. A port that goes without saying does not belong there, and strict front ends refuse it:
 * https://www.rfc-editor.org/rfc/rfc9110#section-7.2
 */
export function isServed(host: string | undefined, url: string, names: readonly string[]): boolean {
  const { protocol, port } = new URL(url);
  const own = LOOPBACK.map(name => new URL(`${protocol}//${name}:${port}`).host);
  return [...own, ...names].includes(host?.toLowerCase() ?? '');
}
