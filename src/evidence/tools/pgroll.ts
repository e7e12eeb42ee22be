import type { Tool } from './rule.ts';

/** https://pgroll.com/docs: it is left between start and complete on purpose; a failed start is rolled back where that works. */
export const pgroll: Tool = {
  name: 'pgroll',
  transaction: 'none',
  dialect: 'postgresql',
  again: 'pgroll migrate DIRECTORY',
  afterFailure:
    'Look with `pgroll status` and take {migration} back with `pgroll rollback`, then fix it and start it again',
  saysEnd: 'nothing',
  rules: [
    {
      says: 'begins',
      when: /^[$+] (?:\S+=\S+ )*pgroll start (?:-\S+ )*(?:\S*\/)?(?<migration>[\w-][\w.-]*)\.(?:json|ya?ml)\b/,
    },
    {
      says: 'succeeds',
      when: /\bSUCCESS\s+(?:New version of the schema available|Migration successful!|Initialization complete)/,
    },
    { says: 'nothing-pending', when: /^database is up to date; no migrations to apply$/ },
    { says: 'down', when: /\bSUCCESS\s+Migration rolled back\b|\bRolling back migration\.\.\./ },
    {
      says: 'fails',
      when: /^\W*(?:ERROR\s+)?Failed to (?:start|complete) migration: (?:.{0,200}?(?:operation of|start) "(?<migration>[^"]+)"(?: migration)?.{0,60}?: )?(?<error>.+)/,
      vague: true,
    },
    { says: 'fails', when: /^Error: failed to run migration file "(?<migration>[^"]+)": (?<error>.+)/, vague: true },
    { says: 'fails', when: /^\W*(?:ERROR\s+)?Failed to roll back migration: (?<error>.+)/, vague: true },
    {
      says: 'fails',
      when: /^\W*(?:ERROR\s+)?Failed to initialize pgroll: (?<error>.+)/,
      vague: true,
      state: 'unchanged',
    },
    { says: 'rolls-back', when: /changes rolled back/, within: 'failure' },
    { says: 'leaves-pieces', when: /unable to (?:execute rollback|roll back failed) operation/, within: 'failure' },
  ],
};
