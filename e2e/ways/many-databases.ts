import assert from 'node:assert/strict';
import { AGAIN } from './jobs.ts';
import type { Place, Story } from './place.ts';
import { keyOf, tells } from './told.ts';

/** Writes the migration of each database, which is a schema here; that of `broken` ones fails. */
function layDatabases(place: Place, names: readonly string[], broken: readonly string[]): void {
  for (const name of names) {
    const table = broken.includes(name) ? `userz_${name}` : 'users';
    const migration = `migrations/${name}/20260101120000_add_email`;
    place.write({
      [`${migration}.up.sql`]: `CREATE TABLE users (id int);\nALTER TABLE ${table} ADD COLUMN email text;\n`,
      [`${migration}.down.sql`]: 'DROP TABLE users;\n',
    });
  }
}

const MIGRATE = `#!/bin/bash -e
PGOPTIONS='-c client_min_messages=warning' psql "$DATABASE_URL" -qc "CREATE SCHEMA IF NOT EXISTS $1"
export CONFITURE_DATABASE_URL="$DATABASE_URL" PGOPTIONS="-c search_path=$1"
exec confiture migrate up --no-config --migrations-dir "migrations/$1"
`;

/** One page names the databases that failed, each with its error; it closes only when all are migrated. */
function partly(example: string, job: string, suffix: string, names: readonly [string, string, string]): Story {
  return async place => {
    const key = keyOf(example, job) + suffix;
    const [one, two, three] = names;
    place.write({
      'list-tenants.sh': `#!/bin/bash\necho ${names.join(' ')}\n`,
      'migrate-tenant.sh': MIGRATE,
      'migrate-database.sh': MIGRATE,
    });
    layDatabases(place, names, [two, three]);
    assert.equal(await place.run(example), 1);
    const { payload } = tells(place, { key, status: 'triggered', events: ['trigger'] });
    const { database_state: state, failed_databases: failed, database_errors: errors } = payload.custom_details;
    assert.equal(state, `partial (1 of 3 databases done; failed: ${[two, three].sort().join(', ')})`);
    assert.deepEqual(failed, [two, three].sort());
    for (const name of [two, three]) assert.ok(JSON.stringify(errors).includes(`userz_${name}`), name);
    layDatabases(place, names, [three]);
    assert.equal(await place.run(example, AGAIN), 1);
    const again = tells(place, { key, status: 'triggered', events: ['trigger', 'trigger'] });
    assert.deepEqual(again.payload.custom_details.failed_databases, [three]);
    layDatabases(place, names, []);
    assert.equal(await place.run(example, AGAIN), 0);
    tells(place, { key, status: 'resolved', events: ['trigger', 'trigger', 'resolve'] });
    for (const name of [one, two, three]) await place.database.rows(`SELECT email FROM ${name}.users`);
  };
}

/** The examples of many databases: a loop over tenants in one step, and a job for each database. */
export const MANY_DATABASES: Record<string, Story> = {
  tenants: partly('tenants', 'migrate', '-migrate', ['acme', 'globex', 'initech']),
  databases: partly('databases', 'page', '', ['shop', 'billing', 'reports']),
};
