import type { Tool } from './rule.ts';

/** https://hasura.io/docs/2.0/hasura-cli: older versions end with 0 where one of several databases failed. */
export const hasura: Tool = {
  name: 'Hasura CLI',
  transaction: 'unknown',
  again: 'hasura migrate apply',
  saysEnd: 'nothing',
  shorten: error => error.replace(/\\(["\\])/g, '$1'),
  rules: [
    {
      says: 'succeeds',
      when: /^(?:INFO(?:\[\d+\])? )?(?:migrations applied|applied migrations)(?: on database: (?<database>\S+))?$/i,
    },
    { says: 'nothing-pending', when: /^(?:INFO(?:\[\d+\])? )?nothing to apply(?: on database: (?<database>\S+))?$/i },
    {
      says: 'fails',
      when: /^(?:ERRO(?:\[\d+\])? )?(?<error>skipping applying migrations (?:on|for) database '?(?<database>[^\s',]+)'?), encountered:/i,
    },
    {
      says: 'fails-too',
      when: /^(?:FATA(?:\[\d+\])? )?(?<error>(?:operation|applying migrations) failed on (?:some )?database.*)/i,
    },
    // The spinner's line may stand before it.
    { says: 'fails', when: /^(?:.{0,40}FATA\[\d+\] |Error: )?apply failed: (?<error>.+)/ },
    // What the server answered, as JSON.
    { says: 'tells', when: /^\s*"internal": "(?<error>.+?)(?:\\n)?",?$/, within: 'failure', overrules: true },
    { says: 'tells', when: /^\s*"message": "(?<error>.+)",?$/, within: 'failure', overrules: true },
    { says: 'tells', when: /^\s*"status_code": "(?<sqlstate>[0-9A-Z]{5})",?$/, within: 'failure' },
    { says: 'tells', when: /^File: '(?<migration>[^'/]+)/, within: 'failure' },
    {
      says: 'tells',
      when: /^\[(?<sqlstate>[0-9A-Z]{5})\] (?:Fatal|NonFatal)?Error: (?<error>.+)/,
      within: 'failure',
      overrules: true,
    },
  ],
};
