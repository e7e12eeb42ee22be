import type { Rule } from './rule.ts';

// What each command but `migrate up` prints first or last, in any of 0.5 to 1.29. None of it stands in the output of `migrate up`.
// https://github.com/fraiseql/confiture/tree/main/python/confiture/cli
const READING: readonly RegExp[] = [
  // status, current, steps, estimate, introspect
  /^┃ Version\s+┃ Name\s+┃ (?:Status|Reversible)/u,
  /^📊 Total: \d+ migrations|^🔄 Rebuild recommended:|^No migrations directory found\.$|^Showing file list only \(status unknown\)/u,
  /^No online-migration checkpoints\.|^ {2}\S+ {2}plan \S+ {2}\w+ +\w+ +rows |^✅ Resumed \S+: every stage done/u,
  /^Introspecting database schema\.\.\.|^\s*Table Row Count Estimates/u,
  // preflight, verify, verify-checksums
  /^\s*Pre-flight Check$|^Execution check: \d+ migration\(s\) against |^Dependent analysis — /u,
  /^Migration verification:|^Summary: \d+ (?:verified|migration\(s\) checked), /u,
  /^\S+ +(?:Skipped: n|N)o migration ledger found /u,
  /^✅ All migration checksums verified|^✅ Updated \d+ checksum|^⚠\S* +'confiture verify' is deprecated/u,
  // validate, fix, fix-signatures
  /^✅ No orphaned migration files|^✅ All validation checks passed|^✅ (?:Files fixed:|Fixed orphaned migration files)/u,
  /^✓ AST backend |^⚠ Regex fallback — |^🔍 Scoped to \d+ migration|^✅ No migration files found to (?:validate|fix)/u,
  /^✅ All (?:\d+ Python migration\(s\) passed import|migrations (?:are (?:already )?idempotent|have \w+ coverage)|callables have unique)/u,
  /^✅ All git validation checks passed|^✅ (?:DDL|Grant) changes (?:accompanied|carried)|^Idempotency detection patterns/u,
  /^✅ No (?:stale function|un-migrated|unpinned|schema differences|DDL changes|grant file|signature or body|data assertions|migration in scope)/u,
  /^[✓⚠]\S* +\d+ (?:function body drift|view definition drift|out-of-band hot-patch|data assertion)/u,
  /^📋 DRY-RUN: Would (?:fix|apply) |^Would fix \d+ file|^✅ Applied idempotency fixes|^⚠\S* +No fix type specified/u,
  /^(?:Plan|Dry-run): \d+ (?:body drift )?fix|^✅ Applied \d+ (?:signature|body drift) fix|^✅ Zero drift confirmed/u,
  // lint, diff, drift, build, generate, init
  /^🔍 Linting schema for environment: |^Schema Linting Results - |^No issues found by the checks|^\s*confiture lint rules$/u,
  /^✅ Baseline written: |^📊 Schema differences detected|^✅ No changes detected\. Schemas are identical|^📈 Total changes: /u,
  /^(?:✅ No schema drift|⚠\S* +Schema (?:drift|differences)) detected/u,
  /^🔨 Building schema for environment: |^✅ Schema built successfully|^📦 Artifact (?:up-to-date|written)|^\d+ file\(s\) selected for env /u,
  /^✅ Migration generated|^🔍 Dry-run mode - no files will be created|^🔍 Scanning migrations directory/u,
  /^(?:pgTAP tests|Generated stubs) written to |^Seed stub generated: |^✅ Confiture project initialized/u,
  // configuration, helpers, hooks, profiles, tools for tests and syncing
  /^confiture version \d|^confiture exit-code convention|^✅ Configuration valid \(|^📋 Validating profile: |^✅ Valid profile!/u,
  /^✓ (?:View helpers already installed|Installed confiture view helper)|^✅ Hook \S+ executed|^🔍 (?:Plan|Dry-run) for hook /u,
  /^✓ (?:Intention|Conflict) |^✓ No conflicts detected!|^\s*Intention Registered|^Intentions \(\d+ total\)|^pgGit (?:extension is )?not /u,
  /^CTE Debug Session|^MCP server ready\.|^Strategy recommendations for schema '|^✅ (?:FDW |All tables match)/u,
  /^✅ (?:Template '|Cloned '|Pruned \d+ clone|Synced \d+ table|Migrated \d+ table)|^ℹ\S* +No confiture-managed databases/u,
  /^[✅⚠]\S* +Bootstrap |^🔍 Dry-run plan \(|^✅ Nothing to do — the plan is empty/u,
  /^Seed Validation Report|^Prep-Seed Validation Report|^✓ All (?:seed files are valid|prep-seed validations)|^✓ Converted to COPY/u,
  /^COPY Format Performance Benchmark|^\s*Conversion Results$/u,
  // down with nothing to do, and its plan
  /^⚠\S* +No applied migrations to rollback|^Already at \S+; nothing to roll back|^Would roll back \d+ migration|^Rollback Analysis Summary/u,
];

const CHANGING: readonly RegExp[] = [
  /^📋 (?:Baseline|Reinit): |^📋 Baseline from |^✅ Marked \d+ migration\(s\) as applied|^✅ Copied \d+ row/u,
  /^✅ (?:Rebuild|Reinit) complete|^🔍 DRY RUN (?:-|—) no changes |^📦 Tracking table backed up|^📊 Would (?:delete|mark|copy) /u,
  /^⚠\S* +No seed files found|^Applied \d+\/\d+ seed files|^✅ All seed files applied|^🌱 Applying seed files|^No seed files to apply/u,
  /^Restoring \S+ → |^✓ Restore complete|^✅ Applied migration \w+ \(|^📚 (?:Would squash|Squashed) |^✅ No squashed baseline/u,
];

// Their gates: the check failed, and changed nothing.
const GATES: readonly RegExp[] = [
  /^❌ (?<error>(?:Found|Cannot introspect|Configuration issues|Import check failed|Duplicate definitions)\b.+)/u,
  /^❌ (?<error>(?:DDL|Grant|Function (?:parameter|body)) changes? .+|(?:The|Git|ACL|Ownership|Function|Grant|Drift|Signature|Live|Accompaniment|Dependent) .*(?:check|validation)\b.+)/u,
  /^❌ (?<error>(?:Diff|Build|Validation|Fix|fix-signatures|--require-complete)\b.*(?:failed|:).+|\d+ stale function overload.+|Row-count mismatch.+)/u,
  /^(?<error>Verify failed: .+)/,
  /^ {2}FAIL (?<error>\S+ — .+)/,
  /^ {2}ERROR (?<type>[A-Z]+_[A-Z\d_]+): (?<error>.+)/,
];

// Commands that change the database and failed: what they left nobody tells.
const FAILED_CHANGE = /^❌ (?<error>(?:Rebuild|Seed application|apply-as) failed: .+)/u;

/** What tells the other commands of Confiture, and how their checks fail. */
export const OTHER_COMMANDS: readonly Rule[] = [
  { says: 'other-command', when: /^\s*Usage: confiture (?!migrate up\b)/ },
  ...[...READING, ...CHANGING, ...GATES].map(when => ({ says: 'other-command', when }) as const),
  ...GATES.map(when => ({ says: 'fails-too', when }) as const),
  { says: 'other-command', when: FAILED_CHANGE },
  { says: 'fails-too', when: FAILED_CHANGE, state: 'unknown' },
  // `migrate current` prints nothing but the version.
  { says: 'other-command', when: /^20\d{12}$/, atEnd: true },
];

/** What `migrate down` and `down-to` print. */
export const ROLLBACKS: readonly Rule[] = [
  { says: 'down', when: /^⚡ Rolling back (?<migration>\S+?)\.\.\.(?! ?✅)/u },
  {
    says: 'down',
    when: /^📦 Rolling back |^⚡ Rolling back \S+\.\.\. ?✅|^✅ Successfully rolled back|^Rolled back \d+ migration\(s\) from /u,
  },
  { says: 'fails-too', when: /^⚡ Rolling back (?<migration>\S+?)\.\.\. ?❌(?: Error (?<type>[A-Z]+_[A-Z\d]+))?/u },
  {
    says: 'fails-too',
    when: /Failed to rollback (?:non-transactional )?migration (?<version>\w+) \((?<name>[^)]*)\).*? \| Error: (?<error>.+)/,
    overrules: true,
  },
  { says: 'down', when: /^❌ Rollback failed: /u },
  { says: 'fails-too', when: /^❌ Rollback failed: (?<error>.+)/u },
];
