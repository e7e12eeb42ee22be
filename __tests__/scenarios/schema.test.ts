import { expect, test } from '@jest/globals';
import { brokenRules } from './sound.ts';

const EVENT = {
  routing_key: '0123456789abcdef0123456789abcdef',
  event_action: 'trigger',
  dedup_key: 'confiture-production',
  client: 'Confiture via GitHub Actions',
  client_url: 'https://github.com/acme/shop/actions/runs/4711',
  links: [{ href: 'https://github.com/acme/shop', text: 'Repository' }],
  payload: {
    summary: '[PRODUCTION] Database migration failed',
    source: 'acme/shop',
    severity: 'critical',
    timestamp: '2026-01-02T03:04:05.678Z',
    custom_details: { environment: 'production', attempt: 1, tables: ['users'] },
  },
};

function payload(changes: object): object {
  return { ...EVENT, payload: { ...EVENT.payload, ...changes } };
}

function details(changes: object): object {
  return payload({ custom_details: { ...EVENT.payload.custom_details, ...changes } });
}

test('our schema takes an event as the action makes it', () => {
  expect(brokenRules(EVENT)).toEqual([]);
});

test.each<[string, object]>([
  ['/routing_key', { ...EVENT, routing_key: 'u+exampleexampleexam' }],
  ['/event_action', { ...EVENT, event_action: 'page' }],
  ['/dedup_key', { ...EVENT, dedup_key: 'x'.repeat(256) }],
  ['/dedup_key', { ...EVENT, dedup_key: ' ' }],
  ['', { ...EVENT, dedupKey: 'x' }],
  ['/client_url', { ...EVENT, client_url: '/runs/1' }],
  ['/links/0/href', { ...EVENT, links: [{ href: '', text: 'Runbook' }] }],
  ['/links/0', { ...EVENT, links: [{ href: 'https://acme.example' }] }],
  ['/payload', payload({ details: {} })],
  ['/payload/summary', payload({ summary: 'x'.repeat(1025) })],
  ['/payload/source', payload({ source: '' })],
  ['/payload/severity', payload({ severity: 'HIGH' })],
  ['/payload/timestamp', payload({ timestamp: '2026-01-02 03:04:05' })],
  ['/payload/custom_details/attempt', details({ attempt: '1' })],
  ['/payload/custom_details/error', details({ error: '' })],
  ['/payload/custom_details/database_state', details({ database_state: 'fine' })],
  ['/payload/custom_details/note', details({ note: '' })],
])('our schema refuses what is wrong at %j', (place, event) => {
  expect([...new Set(brokenRules(event).map(rule => rule.split(' ')[0]))]).toContain(place);
});
