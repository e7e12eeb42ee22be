import type { AlertEvent } from '../../src/page/alert-event.ts';
import { redacted } from '../../src/redaction/redaction.ts';
import type { Result, ToldService } from '../../src/report/result.ts';

const EVENT: AlertEvent = {
  event_action: 'trigger',
  dedup_key: redacted`confiture-shop`,
  client: redacted`Confiture via GitHub Actions`,
  client_url: redacted`https://github.com/acme/shop/actions/runs/123/attempts/1`,
  links: [{ href: redacted`https://wiki.example.com/db?a=1&b=2`, text: redacted`Runbook` }],
  payload: {
    summary: redacted`[PRODUCTION] Migration 005_add failed: relation "userz" does not exist`,
    source: redacted`acme/shop`,
    severity: 'critical',
    timestamp: '2026-01-02T03:04:05.000Z',
    custom_details: {
      migration: redacted`005_add`,
      failed_step: redacted`Migrate`,
      failed_jobs: redacted`migrate (eu)`,
    },
  },
};

/** What an ordinary failure in production came to, with what the test says in its place. */
export function makeResult(overrides: Partial<Result> = {}): Result {
  return {
    action: 'trigger',
    story: 'failed',
    reason: redacted`the migration failed (status failure)`,
    delivery: 'accepted',
    byRest: false,
    services: [toldService()],
    partly: false,
    explanation: redacted``,
    attempts: 1,
    destination: redacted`events.pagerduty.com (US region)`,
    dedupKey: redacted`confiture-shop`,
    severity: 'critical',
    environment: redacted`production`,
    place: redacted``,
    migration: redacted`005_add`,
    error: redacted`relation "userz" does not exist`,
    errorType: redacted`42P01`,
    databaseState: 'rolled-back',
    stateText: redacted`rolled-back`,
    nextStep: redacted``,
    log: redacted``,
    undeliveredFile: redacted``,
    eventsUrl: redacted`https://events.pagerduty.com/v2/enqueue`,
    event: EVENT,
    ...overrides,
  };
}

/** One of the services that were told. */
export function toldService(overrides: Partial<ToldService> = {}): ToldService {
  return { which: '', delivery: 'accepted', attempts: 1, explanation: redacted``, ...overrides };
}
