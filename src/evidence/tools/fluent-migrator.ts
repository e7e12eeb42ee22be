import type { Tool } from './rule.ts';

/** https://fluentmigrator.github.io: each migration in a transaction, unless it or the session says otherwise; a rollback is told. */
export const fluentMigrator: Tool = {
  name: 'FluentMigrator',
  transaction: 'none',
  again: 'dotnet fm migrate',
  rules: [
    { says: 'begins', when: /^(?:\/\* )?(?<version>\d+): (?<name>\w+) migrating(?: =+)?(?: \*\/)?$/ },
    { says: 'ends', when: /^(?:\[\+\] |\/\* )?(?<version>\d+): (?<name>\w+) (?:migrated|reverted)(?: \*\/)?$/ },
    { says: 'down', when: /^(?:\/\* )?(?<version>\d+): (?<name>\w+) reverting(?: =+)?(?: \*\/)?$/ },
    { says: 'rehearses', when: /^(?:\/\* )?PREVIEW-ONLY MODE/ },
    { says: 'rolls-back', when: /^(?:\[\+\] |\/\* )?Rolling back transaction(?: \*\/)?$/ },
    { says: 'succeeds', when: /^(?:\[\+\] |\/\* )?Task completed\.(?: \*\/)?$/, within: 'run' },
    { says: 'fails-too', when: /^!!! /, within: 'run' },
    { says: 'fails-too', when: /\bAn error occur+ed executing the following sql:/, within: 'run' },
    { says: 'tells', when: /^(?:!!! )?The error was (?<error>.+)/, within: 'failure', overrules: true },
    {
      says: 'fails-too',
      when: /^(?:Unhandled exception\. )?(?:[A-Z]\w*\.)+(?<class>\w*Exception)(?: \(0x[0-9A-F]+\))?: /,
      within: 'migration',
    },
  ],
};
