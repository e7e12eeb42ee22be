import assert from 'node:assert/strict';
import type { Incident } from '../../emulator/emulator.ts';
import type { Place } from './place.ts';

/** The dedup key of a job of an example; a listener has no job. */
export function keyOf(example: string, job: string): string {
  return ['confiture-acme/shop', `${example}.yml`, job, 'production'].filter(part => part !== '').join('-');
}

/** The one incident that PagerDuty is to have: its key, its status, and the events that made it so. */
export type Expected = { key: string; status: Incident['status']; events: string[] };

/** Asserts that PagerDuty has this one incident; gives the last trigger as it was posted. */
export function tells({ pagerduty }: Place, { key, status, events }: Expected): Page {
  const found = pagerduty.incidents().map(incident => ({
    key: incident.dedupKey,
    status: incident.status,
    events: incident.log.map(entry => entry.type as string),
  }));
  assert.deepEqual(found, [{ key, status, events }]);
  const trigger = pagerduty.requests.map(({ body }) => body as Page).findLast(body => body.event_action === 'trigger');
  assert.ok(trigger !== undefined);
  return trigger;
}

/** Asserts that PagerDuty was told nothing. */
export function staysSilent({ pagerduty }: Place): void {
  assert.deepEqual(
    pagerduty.requests.map(({ body }) => body),
    [],
  );
}

/** A page, as far as stories look at it. */
export type Page = {
  event_action: string;
  links: { href: string; text: string }[];
  payload: { summary: string; custom_details: Record<string, unknown> };
};
