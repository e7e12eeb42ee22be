import { SEVERITIES } from '../databases/languages.ts';
import type { Tool } from './rule.ts';

const NAME = String.raw`(?<migration>\S+)(?: @\S+)* \.{2,}`;
// In the languages that Sqitch speaks: po/ of sqitchers/sqitch.
const OK = '(?:ok|OK)';
const NOT_OK = '(?:not ok|nicht OK|Non OK)';

/** https://sqitch.org/docs/manual/sqitch-deploy: a failed deploy reverts the changes before it, unless run with `--mode change`. */
export const sqitch: Tool = {
  name: 'Sqitch',
  transaction: 'none',
  again: 'sqitch deploy',
  rules: [
    { says: 'opens', when: /^(?:Adding registry tables to|Erstelle Registry-Tabellen in|Ajout des tables de) / },
    {
      says: 'opens',
      when: /^(?:Deploying changes(?: through \S{1,200})? to (?<server>\S+)$|Deploying changes (?:to|through) |(?:Wende Änderungen (?:nach|von)|Déploiement des changements|Implementazione delle modifiche) )/,
    },
    { says: 'begins', when: new RegExp(`^ {2}\\+ ${NAME}(?!\\.)(?! ${OK}$| ${NOT_OK}$)`) },
    { says: 'ends', when: new RegExp(`^ {2}\\+ ${NAME} ${OK}$`) },
    // A client may print an error and end with 0: then Sqitch says `ok`, and it is not.
    {
      says: 'fails-too',
      when: new RegExp(`psql:[^:\\n]{1,500}:\\d+: (?:${SEVERITIES}) ?:\\s+(?<error>.+)`),
      within: 'migration',
      vague: true,
    },
    {
      says: 'fails-too',
      when: /\bERROR \d{4} \(\w{5}\)(?: at line \d+)?(?: in file: '[^']{1,300}')?: (?<error>.+)/,
      within: 'migration',
      vague: true,
    },
    {
      says: 'fails-too',
      when: /(?:^|\.\. )(?<error>(?:Parse error|Runtime error|Error:) near line \d+: .+|ORA-\d{5}: .+|\d{6} \(\w{5}\): .+)/,
      within: 'migration',
      vague: true,
    },
    { says: 'fails-too', when: /(?:^|\.\. )(?<error>Deploy script \S+ does not exist)/, within: 'migration' },
    { says: 'ends', when: new RegExp(`^${OK}$`), within: 'migration' },
    { says: 'fails-too', when: new RegExp(`^ {2}\\+ ${NAME} ${NOT_OK}$`), error: 'Deploy failed', vague: true },
    { says: 'fails-too', when: new RegExp(`^${NOT_OK}$`), within: 'migration', error: 'Deploy failed', vague: true },
    { says: 'fails-too', when: /psql:[^:\n]{1,500}:\d+: ERROR:\s+(?<error>.+)/, within: 'failure' },
    { says: 'tells', when: /^"\S+" unexpectedly returned exit value \d+/, within: 'failure' },
    { says: 'rolls-back', when: /^(?:Reverting all changes|Kehre sämtliche Änderungen um)$/, within: 'failure' },
    { says: 'reverts', when: new RegExp(`^ {2}- ${NAME} ${OK}$`), within: 'failure' },
    { says: 'leaves-pieces', when: /^The schema will need to be manually repaired$/, within: 'failure', whole: true },
    {
      says: 'nothing-pending',
      when: /^(?:Nothing to deploy|Nichts anzuwenden|Rien à déployer|Niente da implementare)(?: \(|$)/,
    },
    {
      says: 'down',
      when: /^Reverting (?:changes|all changes) (?:to|from) |^Kehre (?:alle )?Änderungen an |^Nothing to revert /,
    },
    { says: 'down', when: new RegExp(`^ {2}- ${NAME}`), within: 'rollback' },
    { says: 'ends', when: new RegExp(`^ {2}- ${NAME} ${OK}$`), within: 'rollback' },
    {
      says: 'fails-too',
      when: new RegExp(`^ {2}- ${NAME} (?:.*\\.\\.)?.*(?:${NOT_OK}|psql:|ERROR \\d{4}).*`),
      within: 'rollback',
      error: 'Revert failed',
      vague: true,
    },
    { says: 'fails-too', when: new RegExp(`^${NOT_OK}$`), within: 'rollback', error: 'Revert failed', vague: true },
    {
      says: 'other-command',
      when: /^# On database \S|^On database db:\S|^(?:Verifying|Checking) db:\S+$|^(?:Verify|Check) successful$|^Verify Summary Report$|^Upgrading the Sqitch registry /,
    },
    { says: 'fails', when: /^(?<error>Verify failed|Failed (?:one check|\d+ checks))$/, state: 'unchanged' },
    {
      says: 'fails',
      when: /^(?<error>DBI connect\('[^']*','[^']*',\.\.\.\) failed: .+)/,
      vague: true,
      category: 'ConnectionError',
      state: 'unchanged',
    },
    {
      says: 'fails',
      when: /^(?<error>Timed out waiting \d+ seconds for another instance of Sqitch to finish work on .+)/,
      category: 'LockError',
      state: 'unchanged',
    },
    {
      says: 'fails',
      when: /^(?<error>Missing required changes?: .+|Conflicts with previously deployed changes?: .+|Changes? .{1,200} ha(?:s|ve) already been deployed.*|Cannot deploy to an earlier change; .+|Registry (?:version )?is (?:at version )?\S+ but .+|No engine specified; .+|Unknown engine: .+|Cannot find change \S+ .+ in \S+|Syntax error in \S+\.plan at line .+|Plan file \S+ does not exist|Cannot find (?:this change|target) .+)/,
      category: 'ConfigurationError',
      state: 'unchanged',
    },
  ],
};
