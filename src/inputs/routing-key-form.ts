/** Whether `key` has the form of a routing key. https://developer.pagerduty.com/docs/events-api-v2-overview */
export function hasKeyForm(key: string): boolean {
  return /^[A-Za-z0-9]{32}$/.test(key);
}

/** What a key without that form has instead, without showing it. */
export function missingForm(key: string): string {
  return key.length === 32 ? 'other characters among them' : `${key.length} characters`;
}

/** Whether a key is that of an event orchestration, whose rules decide which service is told. It takes no change events. */
export function isOrchestrationKey(key: string): boolean {
  return key.startsWith('R');
}

/** Whether a key is as long as one of the REST API. */
export function isRestKeyForm(key: string): boolean {
  return key.length === 20;
}
