import { isUndelivered } from '../delivery/delivery.ts';
import { escapeHtml } from '../primitives/text.ts';
import { type Redacted, stringifyRedacted } from '../redaction/redaction.ts';
import type { Result } from './result.ts';
import { oneLine } from './summary-html.ts';

/** How to do by hand what was not delivered: the file is gone when the job is, the event is not. */
export function describeUndelivered({ delivery, undeliveredFile, event, eventsUrl, byRest }: Result): string {
  if (!isUndelivered(delivery) || event === undefined) return '';
  const json = escapeHtml(stringifyRedacted(event));
  const fits = json.length <= MOST_JSON;
  return [
    ...(byRest ? BY_REST : describeSending(eventsUrl)),
    ...describeFile(undeliveredFile, fits),
    ...(fits ? [`<pre>${json}</pre>`] : []),
    '</details>',
  ].join('\n');
}

function describeSending(eventsUrl: Redacted): string[] {
  const send = `jq '. + {routing_key: env.PAGERDUTY_ROUTING_KEY}' event.json | curl -sS -H 'Content-Type: application/json' -d @- ${eventsUrl}`;
  return [
    '<details><summary>Send the event by hand</summary>',
    '<p>Save it as <code>event.json</code>, put the routing key into <code>PAGERDUTY_ROUTING_KEY</code>, and run:</p>',
    `<pre>${escapeHtml(send)}</pre>`,
  ];
}

const BY_REST = [
  '<details><summary>What was not delivered</summary>',
  '<p>It goes through the REST API, for which there is no command: do in PagerDuty what <code>event_action</code> says, to the incident whose key is <code>dedup_key</code>.</p>',
];

function describeFile(path: Redacted, shown: boolean): string[] {
  if (path === '') return [shown ? '<p>The event:</p>' : '<p>The event is too large to be shown.</p>'];
  const file = `this job's file <code>${oneLine(escapeHtml(path))}</code>`;
  return [
    shown
      ? `<p>The event is in ${file}:</p>`
      : `<p>The event is too large to be shown. It is in ${file}, which a later step can upload.</p>`,
  ];
}

/** GitHub drops a summary of more than 1 MiB, and characters can take four bytes. */
const MOST_JSON = 200_000;
