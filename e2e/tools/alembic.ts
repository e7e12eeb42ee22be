import type { Database } from '../database.ts';
import { fromPypi } from '../installers.ts';
import type { Migration } from '../migrations.ts';
import type { Tool } from '../tool.ts';
import { ALL, on } from './dialects.ts';
import { writeEach, writeFiles } from './files.ts';
import { DRIVERS, FRESH } from './python.ts';

const REVISIONS = ['a1b2c3d4e5f6', 'b2c3d4e5f6a7', 'c3d4e5f6a7b8'];
const revision = ({ number }: Migration) => REVISIONS[number - 1] ?? '';

const ALEMBIC_INI = `[alembic]
script_location = alembic
[loggers]
keys = root,alembic
[handlers]
keys = console
[formatters]
keys = generic
[logger_root]
level = WARNING
handlers = console
[logger_alembic]
level = INFO
handlers =
qualname = alembic
[handler_console]
class = StreamHandler
args = (sys.stderr,)
formatter = generic
[formatter_generic]
format = %(levelname)-5.5s [%(name)s] %(message)s
`;

const ALEMBIC_ENV = `import os
from logging.config import fileConfig
from alembic import context
from sqlalchemy import create_engine, pool
fileConfig(context.config.config_file_name)
engine = create_engine(os.environ['DATABASE_URL'], poolclass=pool.NullPool)
with engine.connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
`;

/** As SQLAlchemy takes an address. */
function engine({ dialect, url, name }: Database): string {
  return {
    postgres: url.replace('postgres://', 'postgresql+psycopg://'),
    mariadb: url.replace('mysql://', 'mysql+pymysql://'),
    sqlite: `sqlite:///${name}`,
  }[dialect];
}

const alembicOnAny: Tool = {
  name: 'alembic',
  title: 'Alembic',
  install: () => fromPypi('alembic==1.20.1', ...DRIVERS),
  write(folder, migrations, database) {
    writeFiles(folder, { 'alembic.ini': ALEMBIC_INI, 'alembic/env.py': ALEMBIC_ENV });
    writeEach(folder, migrations, item => [
      `alembic/versions/${revision(item)}_${item.name}.py`,
      `"""${item.name.replaceAll('_', ' ')}"""
from alembic import op

revision = '${revision(item)}'
down_revision = ${item.number === 1 ? 'None' : `'${REVISIONS[item.number - 2]}'`}


def upgrade():
    ${item.autocommit ? 'with op.get_context().autocommit_block():' : 'if True:'}
${item.statements.map(statement => `        op.execute(${JSON.stringify(statement)})\n`).join('')}

def downgrade():
    pass
`,
    ]);
    return { migrate: 'alembic upgrade head', env: { DATABASE_URL: engine(database), ...FRESH } };
  },
  // Alembic keeps the newest revision only.
  tracking: `SELECT r.id FROM alembic_version, (SELECT '${REVISIONS.join("' AS id UNION SELECT '")}') r WHERE r.id <= version_num`,
  id: revision,
  named: revision,
};

export const alembic: Tool[] = on(ALL, () => alembicOnAny);
