import type { AlertEvent } from '../../src/page/alert-event.ts';
import type { Redacted } from '../../src/redaction/redaction.ts';

/** Text that a test vouches for. */
export function vouch(text: string): Redacted {
  return text as Redacted;
}

/** A page about a failed migration, as it is sent; what `changes` and `payload` name is different. */
export function alertEvent(
  changes: Partial<AlertEvent> = {},
  payload: Partial<AlertEvent['payload']> = {},
): AlertEvent {
  return {
    event_action: 'trigger',
    dedup_key: vouch('shop'),
    client: vouch('Confiture via GitHub Actions'),
    client_url: vouch('https://github.com/acme/shop/actions/runs/4711/attempts/2'),
    links: [
      { href: vouch('https://runbooks.acme.example/migrations'), text: vouch('Runbook') },
      { href: vouch('https://github.com/acme/shop/actions/runs/4711/attempts/2'), text: vouch('Workflow run') },
    ],
    ...changes,
    payload: {
      summary: vouch('[PRODUCTION] Migration 005 failed: relation "userz" does not exist'),
      source: vouch('acme/shop'),
      severity: 'critical',
      timestamp: '2026-01-02T03:04:05.000Z',
      custom_details: {
        migration: vouch('005'),
        environment: vouch('production'),
        error: vouch('relation "userz" does not exist\nLINE 1: ALTER TABLE userz'),
        repository: vouch('acme/shop'),
        attempt: 2,
      },
      ...payload,
    },
  };
}
