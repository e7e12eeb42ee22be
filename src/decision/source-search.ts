import type { EvidenceReading } from '../evidence/evidence.ts';
import type { FindSource, MigrationSource } from '../github/migration-source.ts';
import type { Decision } from './decision.ts';
import type { MigrationRun } from './migration-run.ts';
import type { Story } from './story.ts';

/** Stories of a migration that failed: its file is worth a look. */
const FAILED: readonly Story[] = ['failed', 'failed-unseen', 'cut-off'];

/**
 * The failed migration's file, where this job has checked it out; in pull requests, too, where nothing is sent. Who brought it
 * is asked only where a page goes out. Undefined: nothing failed, or there is no file that is certain. Never rejects.
 */
export async function searchSource(
  { inputs, facts }: MigrationRun,
  { decision, reading }: { readonly decision: Decision; readonly reading: EvidenceReading },
  findSource: FindSource,
): Promise<MigrationSource | undefined> {
  const migration = inputs.migration || reading.evidence?.migration || '';
  const { places = [] } = reading;
  const { workspace, serverUrl, repository, commit, apiUrl } = facts;
  // A listener has checked out another commit, if any.
  if (!FAILED.includes(decision.story) || inputs.when === 'run-completed') return undefined;
  if (migration === '' && places.length === 0) return undefined;
  if (workspace === '' || serverUrl === '' || commit === '') return undefined;
  // A dry run prints the event into the log, which everybody may read there.
  const asks = decision.action === 'trigger' && !(inputs.dryRun && facts.publicRepository);
  const token = asks && apiUrl !== '' ? inputs.githubToken : undefined;
  const access = token === undefined ? undefined : { token, apiUrl, repository };
  try {
    return await findSource({ workspace, serverUrl, repository, sha: commit, migration, places, access });
  } catch {
    // An ornament: a fault in it must not cost the page.
    return undefined;
  }
}
