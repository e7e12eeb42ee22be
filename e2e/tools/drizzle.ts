import type { Dialect } from '../database.ts';
import { fromNpm } from '../installers.ts';
import type { Migration } from '../migrations.ts';
import type { Tool } from '../tool.ts';
import { on } from './dialects.ts';
import { writeEach, writeFiles } from './files.ts';

const KINDS = {
  postgres: { dialect: 'postgresql', schema: 'drizzle.' },
  mariadb: { dialect: 'mysql', schema: '' },
  sqlite: { dialect: 'sqlite', schema: '' },
};

/** drizzle-kit, which since 0.31.10 says nothing at all of a failure. */
const drizzleOn = (dialect: Dialect, version: string): Tool => ({
  name: `drizzle-kit-${version}`,
  title: 'drizzle-kit',
  ...(version === '0.31.11' ? { stories: ['split', 'mixed'] } : {}),
  install: () => fromNpm(`drizzle-kit@${version}`, 'drizzle-orm@0.45.4', 'pg@8.23.1', 'mysql2@3.24.5'),
  write(folder, migrations, database) {
    writeFiles(folder, {
      'drizzle.config.js': `module.exports = { dialect: '${KINDS[dialect].dialect}', schema: './schema.js', out: './drizzle',
  dbCredentials: { url: process.env.DATABASE_URL } };\n`,
      'schema.js': '',
      'drizzle/meta/_journal.json': JSON.stringify({
        version: '7',
        dialect: KINDS[dialect].dialect,
        entries: migrations.map(item => ({
          idx: item.number - 1,
          version: '7',
          when: journalTime(item),
          tag: tag(item),
          breakpoints: true,
        })),
      }),
    });
    writeEach(folder, migrations, item => [
      `drizzle/${tag(item)}.sql`,
      item.statements.join(';\n--> statement-breakpoint\n'),
    ]);
    return { migrate: 'drizzle-kit migrate', env: { DATABASE_URL: database.url } };
  },
  tracking: `SELECT created_at AS id FROM ${KINDS[dialect].schema}__drizzle_migrations`,
  id: item => `${journalTime(item)}`,
  named: undefined,
  tellsError: version === '0.31.9',
});

export const drizzle: Tool[] = [
  ...on(['postgres', 'mariadb'], dialect => drizzleOn(dialect, '0.31.9')),
  drizzleOn('postgres', '0.31.11'),
];

function tag({ number, name }: Migration): string {
  return `000${number - 1}_${name}`;
}

function journalTime({ number }: Migration): number {
  return 1_700_000_000_000 + number;
}
