import { fromPypi } from '../installers.ts';
import { script } from '../migrations.ts';
import type { Tool } from '../tool.ts';
import { writeEach } from './files.ts';

// https://github.com/fraiseql/confiture: the invocation that Confiture itself treats as a contract, the address in CONFITURE_DATABASE_URL.
const UP = 'confiture migrate up --no-config';

const JSON_REPORT = '--format json --output report.json';

const text: Tool = {
  name: 'confiture-text',
  title: 'Confiture',
  install: () => fromPypi('fraiseql-confiture==1.29.0'),
  write(folder, migrations, database) {
    writeEach(folder, migrations, item => [`db/migrations/${item.version}_${item.name}.up.sql`, script(item)]);
    writeEach(folder, migrations, item => [`db/migrations/${item.version}_${item.name}.down.sql`, 'SELECT 1;\n']);
    return { migrate: UP, env: { CONFITURE_DATABASE_URL: database.url } };
  },
  tracking: 'SELECT version AS id FROM tb_confiture',
  id: item => item.version,
  named: item => `${item.version}_${item.name}`,
  dryRun: `${UP} --dry-run`,
  checksums: 'Checksum verification failed',
  lock: {
    // Confiture's advisory lock (core/locking.py): a fixed class and the first half of the digest of the database's name.
    sql: `SELECT pg_advisory_lock(1751936052,
      (('x' || left(encode(sha256(current_database()::text::bytea), 'hex'), 8))::bit(32)::int8 & 2147483647)::int4)`,
    says: 'Could not acquire migration lock',
  },
};

const json: Tool = {
  ...text,
  name: 'confiture',
  write(folder, migrations, database, home) {
    const project = text.write(folder, migrations, database, home);
    return {
      ...project,
      migrate: `${UP} --lock-timeout 1000 ${JSON_REPORT}`,
      report: 'report.json',
    };
  },
  dryRun: `${UP} --dry-run ${JSON_REPORT}`,
};

/** Confiture with its report, as text, and against the embedded database. */
export const confiture: Tool[] = [
  json,
  { ...text, write: (...given) => ({ ...text.write(...given), migrate: `${UP} --lock-timeout 1000` }) },
  { ...json, name: 'confiture-pglite', server: 'pglite', stories: ['split'] },
];
