import type { Account, EscalationPolicy, Service, User } from './account.ts';

const ANNA: User = { id: 'PANNA01', name: 'Anna Berg', email: 'anna@example.com' };
const OMAR: User = { id: 'POMAR02', name: 'Omar Haddad', email: 'omar@example.com' };

const POLICY: EscalationPolicy = {
  id: 'PPOLICY',
  name: 'Shop on call',
  levels: [
    { users: [ANNA.id], schedule: { id: 'PSCHED1', name: 'Shop rotation' } },
    { users: [OMAR.id], schedule: { id: 'PSCHED2', name: 'Leads' } },
  ],
  repeats: 1,
};

const SERVICE: Service = {
  id: 'PSHOPDB',
  name: 'Shop database',
  integrations: [{ id: 'PINTEG1', name: 'GitHub Actions', key: '0123456789abcdef0123456789abcdef' }],
  escalationPolicy: POLICY.id,
  acknowledgementTimeout: 1_800,
};

const SEARCH: Service = {
  id: 'PSEARCH',
  name: 'Shop search',
  integrations: [{ id: 'PINTEG2', name: 'GitHub Actions', key: 'fedcba9876543210fedcba9876543210' }],
  escalationPolicy: POLICY.id,
};

/**
 * An account in which everything is set up well: service "Shop database" with key, two users on two levels, and a token of each kind.
 * What `changes` names of its first service and its policy is different, for a misconfiguration to be found.
 */
export function exampleAccount(
  changes: { readonly service?: Partial<Service>; readonly policy?: Partial<EscalationPolicy> } & Partial<Account> = {},
): Account {
  const { service, policy, ...account } = changes;
  return {
    tokens: [
      { token: 'account-key-0000001+', kind: 'account' },
      { token: 'reading-key-0000001+', kind: 'account', readOnly: true },
      { token: 'users-key-000000001+', kind: 'user', user: ANNA.id },
      { token: 'pdus+example', kind: 'oauth' },
    ],
    users: [ANNA, OMAR],
    escalationPolicies: [{ ...POLICY, ...policy }],
    services: [{ ...SERVICE, ...service }, SEARCH],
    ...account,
  };
}
