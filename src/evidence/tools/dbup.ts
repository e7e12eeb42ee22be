import type { Tool } from './rule.ts';

/** https://dbup.readthedocs.io: no transaction, unless the program asks for one; only one transaction for all of them says so. */
export const dbup: Tool = {
  name: 'DbUp',
  transaction: 'none',
  again: 'dotnet run',
  endsSilently: true,
  saysEnd: 'run',
  rules: [
    // The dry run says so at its end.
    { says: 'opens', when: /\bBeginning database upgrade$/, earnest: true },
    { says: 'begins', when: /\bExecuting (?:Database Server|SQL Server) script '(?<migration>[^']+)'$/, earnest: true },
    { says: 'succeeds', when: /\bUpgrade successful$/ },
    { says: 'nothing-pending', when: /\bNo new scripts need to be executed - completing\.$/ },
    {
      says: 'rehearses',
      when: /\bSuccess! No errors have occured when executing scripts, transaction will be rolled back/,
      whole: true,
    },
    {
      says: 'rolls-back',
      when: /\bError occur+ed when executing scripts, transaction will be rolled back/,
      whole: true,
    },
    {
      says: 'fails-too',
      when: /\b(?:DB|SQL|Sql)? ?[Ee]xception has occur+ed in script: '(?<migration>[^']+)'/,
    },
    { says: 'fails-too', when: /\bUpgrade failed due to an unexpected exception/ },
  ],
};
