import { fromNpm } from '../installers.ts';
import { type Migration, script } from '../migrations.ts';
import type { Tool } from '../tool.ts';
import { ALL, on } from './dialects.ts';
import { writeEach } from './files.ts';

const stem = (item: Migration) => `${item.version}_${item.name}`;

const dbmateOnAny: Tool = {
  name: 'dbmate',
  title: 'dbmate',
  install: () => fromNpm('dbmate@2.36.0'),
  write(folder, migrations, database) {
    writeEach(folder, migrations, item => [
      `db/migrations/${stem(item)}.sql`,
      `-- migrate:up${item.autocommit ? ' transaction:false' : ''}\n${script(item)}\n-- migrate:down\n`,
    ]);
    return { migrate: 'dbmate --no-dump-schema up', env: { DATABASE_URL: database.url } };
  },
  tracking: 'SELECT version AS id FROM schema_migrations',
  id: item => item.version,
  named: stem,
};

export const dbmate: Tool[] = on(ALL, () => dbmateOnAny);
