import type { Rule } from './rule.ts';

// Codes of the connection, the schema file and the history: https://www.prisma.io/docs/orm/reference/error-reference
const CODE = 'P(?:1\\d{3}|30(?!05|09|18)\\d\\d)';
// Database error code: a SQLSTATE is PostgreSQL's; the others have numbers, five digits long in SQL Server.
const SQLSTATE = '(?:0[0-9A-Z]|2[0-9A-F]|3[0-9A-F]|4[0-4]|5[3-8]|F0|HV|P0|XX)[0-9A-Z]{3}';
// What Prisma and its engine set before the words of another.
const ERROR = '^Error: (?:(?:Error|Database error|Error querying the database|db error|Error in connector): )*';
// Of the errors without a code those before the database was asked for anything.
const BEFORE = [
  'The datasource(?:\\.\\w+)? property |Environment variable not found|PrismaConfigEnvError|Cannot resolve environment variable',
  'Could not (?:find|load) |Failed to (?:load|parse) |Argument |Unknown (?:option|command)|unknown or unexpected option',
  'The Prisma engines? |Unable to require|Query engine library|Use the --(?:force|accept-data-loss) flag',
  'Prisma Migrate has detected that the environment is non-interactive|The (?:specified |provided )?(?:provider|url|path) |The "\\w+" provider is not supported ',
].join('|');
// The schema does not hold; the reason stands below, after `error:`.
const SCHEMA =
  'Prisma schema validation|Get [Cc]onfig|[Ss]chema [Pp]arsing|Schema validation error|Validation Error Count';

/** How Prisma says that a run failed; its CLI sets `Error:` before whatever was thrown. */
export const PRISMA_ERRORS: readonly Rule[] = [
  // A migration had begun, also where no line told of it: versions before 3.3 print none.
  { says: 'fails', when: /^Error: (?<type>P3018)\b/, state: 'unknown' },
  { says: 'tells', when: /^Migration name: (?<migration>\S+)/, within: 'failure', overrules: true },
  { says: 'tells', when: new RegExp(`^Database error code: (?<sqlstate>${SQLSTATE})$`), within: 'failure' },
  { says: 'tells', when: /^(?<error>\S.*)/, after: /^Database error:$/, within: 'failure', overrules: true },
  { says: 'fails', when: /^Error: (?<type>P3009)\b/, state: 'unknown' },
  { says: 'tells', when: /^The `(?<migration>[^`]+)` migration started at /, within: 'failure', overrules: true },
  {
    says: 'tells',
    when: /^(?<error>migrate found failed migrations in the target database)/,
    within: 'failure',
    overrules: true,
  },
  {
    says: 'fails',
    when: /^Error: (?<type>P3005)\b/,
    state: 'unchanged',
    error: 'The database schema is not empty',
    category: 'ConfigurationError',
    remedy:
      'Baseline the database: `prisma migrate resolve --applied NAME` for each migration whose changes it has already',
  },
  // Before any migration, and in the middle of one: the server may close the connection (P1017) or time out (P1008) then.
  ...either(new RegExp(`^(?:Error: )+(?<type>${CODE})(?::|$)(?: (?<error>.+))?`)),
  { says: 'tells', when: /^(?<error>\S.*)/, after: new RegExp(`^(?:Error: )+${CODE}:?$`), within: 'failure' },
  { says: 'tells', when: /^Migration `(?<migration>[^`]+)` failed to apply cleanly/, within: 'failure' },
  {
    says: 'tells',
    when: /^Context: (?<error>Timed out trying to acquire an? .{0,40}advisory lock)/,
    within: 'failure',
    category: 'LockError',
    overrules: true,
  },
  { says: 'fails', when: /^Response: (?<error>.+)/, within: 'start', state: 'unchanged' },
  {
    says: 'fails',
    when: new RegExp(`${ERROR}(?:${SCHEMA})`),
    within: 'before',
    state: 'unchanged',
    category: 'ConfigurationError',
  },
  { says: 'tells', when: /^Error code: (?<type>P1012)/, within: 'failure' },
  { says: 'tells', when: /^error: (?<error>.+)/, within: 'failure' },
  {
    says: 'fails',
    when: new RegExp(`${ERROR}(?<error>(?:${BEFORE}).*)`),
    within: 'before',
    state: 'unchanged',
    category: 'ConfigurationError',
  },
  { says: 'fails', when: /^⚠️ *(?<error>We found changes that cannot be executed)/u, state: 'unchanged' },
  { says: 'tells', when: /^\s*• (?<error>Step \d.+)/, within: 'failure', overrules: true },
  // The engine is asked first whether it can connect.
  {
    says: 'fails',
    when: /^Error: (?:Error: )?(?:Migration|Schema) engine error:?$/,
    within: 'before',
    state: 'unchanged',
  },
  // The reason is on the lines below.
  {
    says: 'fails',
    when: /^Error: (?:(?:SQLite )?[Dd]atabase error|Error in \S+ engine\.?)$/,
    within: 'start',
    state: 'unknown',
  },
  { says: 'tells', when: /^Reason: (?<error>.+)/, within: 'failure' },
  ...rest(
    new RegExp(
      `${ERROR}(?!${SCHEMA}|${BEFORE}|P\\d{4}\\b|Invariant violation|Command failed|Error in \\S+ engine|(?:Migration|Schema) engine error:?$)(?!(?:SQLite )?[Dd]atabase error$)(?<error>\\S.*)`,
    ),
  ),
  // The engine's trace, where the words before it have been lost.
  {
    says: 'fails-too',
    when: /^\s+\d+: (?:schema_core|migration_core)::(?:state|api|commands)::/,
    within: 'before',
    state: 'unknown',
  },
];

function either(when: RegExp): readonly Rule[] {
  return [
    { says: 'fails', when, within: 'before', state: 'unchanged' },
    { says: 'fails', when, within: 'migration' },
  ];
}

// What else fails after the beginning: older engines tell of no migration's beginning.
function rest(when: RegExp): readonly Rule[] {
  return [
    { says: 'fails', when, within: 'start', state: 'unknown' },
    { says: 'fails', when, within: 'migration' },
  ];
}
