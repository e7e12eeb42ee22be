import type { Database } from './database.ts';
import type { Migration } from './migrations.ts';
import type { ServerName } from './servers.ts';
import type { Mistake } from './statements.ts';

/** A tool as it lies on this machine: its own folder in the cache and the folders that its commands are in. */
export type Installed = { version: string; home: string; path: string[] };

/** A project of the tool, written into a folder: how a workflow's step migrates with it. */
export type Project = {
  /** The line of bash. */
  migrate: string;
  env?: Record<string, string>;
  /** What a person runs after mending, before the next try, because the tool asks for it. */
  recover?: string;
  /** The report that the line leaves behind, if it does, within the project's folder. */
  report?: string;
};

/** A migration tool that can be made to fail, and what is known of it. */
export type Tool = {
  /** Short name: folder of its captures, and what `E2E_ONLY` selects. */
  name: string;
  /** As the page names it. */
  title: string;
  /** What it works on; PostgreSQL unless said otherwise. */
  server?: ServerName;
  /** The stories that this way of using a tool needs, when another way of using it goes through all of them. */
  stories?: string[];
  /** @throws Missing when this machine cannot have it. */
  install(): Promise<Installed>;
  /** Writes the migrations for the tool to run against the database; called again on the same folder after mending. */
  write(folder: string, migrations: Migration[], database: Database, home: string): Project;
  /** SQL that gives, as `id`, what the tool's own table says of the applied migrations; it fails while there is no such table. */
  tracking: string | undefined;
  /** The tool's own id of a migration as `tracking` shows it. */
  id(migration: Migration): string;
  /** How the page may name the failed migration; undefined where the tool does not tell (the reference says which). */
  named: ((migration: Migration) => string) | undefined;
  /** False where the tool prints nothing of the database's error: then only the exit code shows the failure. */
  tellsError?: boolean;
  /** False where nothing that the tool prints marks a success, so that a failure earlier in the same log is not outweighed. */
  tellsSuccess?: boolean;
  /** What the tool makes of an error in words of its own. */
  says?: Partial<Record<Mistake, string>>;
  /** The line of bash that shows what `migrate` would do and does nothing, where the action knows such a run. */
  dryRun?: string;
  /** SQL by which another session holds the tool's own lock, and a piece of what the tool then says. */
  lock?: { sql: string; says: string };
  /** What every later try says after a failure, without running anything, until `recover` was run. */
  stuck?: { says: string; category?: string };
  /** Refuses to run when a migration was edited after it had been applied, and says this. */
  checksums?: string;
};
