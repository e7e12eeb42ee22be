import type { Database, Dialect } from '../database.ts';
import { fromPypi } from '../installers.ts';
import type { Migration } from '../migrations.ts';
import type { Tool } from '../tool.ts';
import { ALL, on } from './dialects.ts';
import { writeEach, writeFiles } from './files.ts';

const DRIVERS = ['psycopg[binary]==3.3.9', 'pymysql==1.2.4'];

// A file that is mended within a second keeps its size and time, and Python would take the compiled old one.
const FRESH = { PYTHONDONTWRITEBYTECODE: '1' };

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

const ENGINES: Record<Dialect, string> = { postgres: 'postgresql', mariadb: 'mysql', sqlite: 'sqlite3' };

// PyMySQL stands in for mysqlclient, which would have to be compiled.
const DJANGO_SETTINGS = `import os
import pymysql
pymysql.version_info = (2, 2, 7, 'final', 0)
pymysql.install_as_MySQLdb()
SECRET_KEY = 'for-tests'
INSTALLED_APPS = ['shop']
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
USE_TZ = True
DATABASES = {'default': {'ENGINE': 'django.db.backends.' + os.environ['DB_ENGINE'], 'NAME': os.environ['DB_NAME'], 'USER': os.environ['DB_USER'],
                         'PASSWORD': os.environ['DB_PASSWORD'], 'HOST': os.environ['DB_HOST'], 'PORT': os.environ['DB_PORT']}}
`;

const djangoOn = (dialect: Dialect): Tool => ({
  name: 'django',
  title: 'Django',
  install: () => fromPypi('django==5.2.19', ...DRIVERS),
  write(folder, migrations, database) {
    writeFiles(folder, { 'settings.py': DJANGO_SETTINGS, 'shop/__init__.py': '', 'shop/migrations/__init__.py': '' });
    writeEach(folder, migrations, item => [
      `shop/migrations/${numbered(item)}.py`,
      `from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [${migrations
      .filter(other => other.number === item.number - 1)
      .map(other => `('shop', '${numbered(other)}')`)
      .join()}]
    atomic = ${item.autocommit ? 'False' : 'True'}
    operations = [
${item.statements.map(statement => `        migrations.RunSQL(${JSON.stringify(statement)}),\n`).join('')}    ]
`,
    ]);
    return {
      migrate: 'python -m django migrate --noinput',
      env: {
        ...FRESH,
        DJANGO_SETTINGS_MODULE: 'settings',
        PYTHONPATH: '.',
        DB_ENGINE: ENGINES[dialect],
        DB_NAME: database.name,
        DB_USER: database.user,
        DB_PASSWORD: database.password,
        DB_HOST: database.host,
        DB_PORT: `${database.port}`,
      },
    };
  },
  tracking: 'SELECT name AS id FROM django_migrations',
  id: numbered,
  named: numbered,
});

export const django: Tool[] = on(ALL, djangoOn);

function numbered({ number, name }: Migration): string {
  return `000${number}_${name}`;
}
