import type { Dialect } from '../database.ts';
import { fromPypi } from '../installers.ts';
import type { Migration } from '../migrations.ts';
import type { Tool } from '../tool.ts';
import { ALL, on } from './dialects.ts';
import { writeEach, writeFiles } from './files.ts';
import { DRIVERS, FRESH } from './python.ts';

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
