import type { PatternRule } from '../rule.ts';
import { SECRET_WORD, STEMS } from '../secret-words.ts';
import { BARE, QUOTE, QUOTED, REST_OF_QUOTED } from './words.ts';

const VALUE = `${QUOTED}|${BARE}`;
/** The value of an option that may be quoted as a whole. */
const OPTION_VALUE = `${REST_OF_QUOTED}|${VALUE}`;
/** What stands between a client's name and its option. */
const ARGUMENTS = String.raw`[^\n|;]{0,300}?(?<=\s)`;

/** Credentials in the commands of clients. */
export const COMMAND_RULES: readonly PatternRule[] = [
  {
    name: 'option',
    hints: STEMS,
    before: String.raw`--?\w{0,20}?${SECRET_WORD}\d{0,3}(?:[ \t]+(?![ \t])|\\?["'](?:,|[ \t])[ \t]{0,3}(?=\\?["'][^-]))`,
    value: VALUE,
    changes: ['liquibase --password hunter2 update', 'liquibase --password *** update'],
    leaves: 'liquibase --username shop update',
  },
  {
    name: 'option of a MySQL client',
    hints: ['mysql', 'mariadb'],
    before: String.raw`\b(?:mysql|mariadb)[\w-]{0,20} ${ARGUMENTS}${QUOTE}-p`,
    value: OPTION_VALUE,
    changes: ['mysql -u root -phunter2 shop', 'mysql -u root -p*** shop'],
    leaves: 'mysql -u root shop',
  },
  {
    name: 'option of curl and of HTTPie',
    hints: ['curl', 'http -', 'http --', 'https -'],
    before: String.raw`\b(?:curl ${ARGUMENTS}${QUOTE}(?:-u|--user)[ =]?|https? -(?:a|-auth)[ =])`,
    value: OPTION_VALUE,
    changes: ['curl -s -u me:hunter2 https://x', 'curl -s -u *** https://x'],
    leaves: 'curl -s https://x',
  },
  {
    name: 'option of a client of SQL Server',
    hints: ['sqlcmd', 'bcp', 'isql', 'osql'],
    before: String.raw`\b(?:sqlcmd|bcp|isql|osql)(?:\.exe)? ${ARGUMENTS}${QUOTE}-P[ ]?(?=\S)`,
    value: OPTION_VALUE,
    changes: ['bcp shop.dbo.users in u.csv -U sa -P hunter2', 'bcp shop.dbo.users in u.csv -U sa -P ***'],
    leaves: 'sqlcmd -S db -E -Q x',
  },
  {
    name: 'option of another client',
    hints: [
      'redis-cli',
      'valkey-cli',
      'mongo',
      'snowsql',
      'cqlsh',
      'sshpass',
      'docker login',
      'ldapsearch',
      'sqoop',
      'db2',
      'helm registry',
      'hdbsql',
      'beeline',
      'vsql',
    ],
    before: String.raw`\b(?:(?:redis-cli|valkey-cli) ${ARGUMENTS}${QUOTE}(?:-a|--pass)[ =]|(?:mongo(?:sh|dump|restore|import|export)?|snowsql|cqlsh|sshpass|docker login|helm registry login|hdbsql|beeline) ${ARGUMENTS}${QUOTE}-p ?(?=\S)|(?:ldapsearch|vsql) ${ARGUMENTS}${QUOTE}-w ?(?=\S)|db2 ${ARGUMENTS}${QUOTE}using )`,
    value: OPTION_VALUE,
    changes: ['redis-cli -h cache -a hunter2 PING', 'redis-cli -h cache -a *** PING'],
    leaves: 'redis-cli -h cache PING',
  },
  {
    name: 'login of an Oracle client',
    hints: ['sqlplus', 'sqlldr', 'impdp', 'expdp', 'rman', 'sqlcl', 'sql ', 'conn'],
    before: String.raw`\b(?:sqlplus|sqlldr|impdp|expdp|sqlcl)(?:\.exe)?\s(?:[^\n|;]{0,200}?(?<=[\s"']))?[\w$#.-]{1,60}\/(?=[^\s@/][^\s@]{0,200}@)|\bsqlplus(?:\.exe)?\s{1,3}(?:-\w{1,12}(?:\s{1,3}(?:on|off|\d[\d.]{0,8}))?\s{1,3}){0,6}["']?[\w$#]{1,60}\/(?=[^\s/@])|\bsql\s{1,3}(?:-\w{1,12}\s{1,3}){0,6}[\w$#]{1,60}\/(?=[^\s@/]{1,200}@)|\bconn(?:ect)?\s{1,3}[\w$#]{1,60}\/(?=[^\s@/]{1,200}@)|\brman\s[^\n|;]{0,60}?target\s{1,3}["']?[\w$#]{1,60}\/`,
    value: String.raw`"[^"\n]*"|[^\s@"']+`,
    changes: ['sqlplus -s -L app/hunter2 @run.sql', 'sqlplus -s -L app/*** @run.sql'],
    leaves: 'sqlplus: command not found; see scripts/run.sql',
  },
  {
    name: 'login of mysqlsh',
    hints: ['mysqlsh'],
    before: String.raw`\bmysqlsh\s[^\n|;]{0,200}?(?<=[\s"'])[\w.-]{1,60}:(?=[^\s@/][^\s@]{0,200}@)`,
    value: String.raw`[^\s@]+`,
    end: '@',
    changes: ['mysqlsh --sql root:hunter2@db -e x', 'mysqlsh --sql root:***@db -e x'],
    leaves: 'mysqlsh --sql root@db:3306',
  },
  {
    // A name and a password without an address behind them: no path of a script, which has a point in it.
    name: 'login of a tool of Oracle, without an address',
    hints: ['sqlldr', 'impdp', 'expdp', 'userid=', 'sql>'],
    before: String.raw`\b(?:(?:sqlldr|impdp|expdp)(?:\.exe)?\s{1,3}|userid=)\\?["']?[\w$#]{1,60}\/(?=[^\s/@])(?![\w-]{1,60}\.(?:sql|par|ctl|dmp|log|sh|py|md)\b)|\bsql>\s{1,3}conn(?:ect)?\s{1,3}[\w$#]{1,60}\/(?=[^\s/@])`,
    value: String.raw`"[^"\n]*"|[^\s@"']+`,
    changes: ['impdp system/hunter2 schemas=shop', 'impdp system/*** schemas=shop'],
    leaves: 'impdp scripts/run.par; sqlldr / control=x',
  },
  {
    name: 'login of Db2 and of Teradata',
    hints: ['connect to', '.logon'],
    before: String.raw`\bconnect\s{1,9}to\s{1,9}\S{1,60}\s{1,9}user\s{1,9}\S{1,60}\s{1,9}using\s{1,9}(?!\s)|\.logon\s{1,3}(?:[\w.-]{1,100}\/)?[\w$#.]{1,60},\s{0,3}(?!\s)`,
    value: String.raw`${QUOTED}|[^\s;"']+`,
    changes: ['CONNECT TO shop USER app USING hunter2', 'CONNECT TO shop USER app USING ***'],
    leaves: 'could not connect to server: no user is using it',
  },
  {
    name: 'variable behind a command',
    hints: STEMS,
    before: String.raw`\b(?:setx(?:\.exe)?(?:[ \t]{1,3}\/\w{1,2})?|setenv|set[ \t]{1,3}-\w{1,4})[ \t]{1,3}["']?[\w.-]{0,40}?${SECRET_WORD}[\w.-]{0,40}["']?[ \t]{1,9}(?![ \t])`,
    value: VALUE,
    changes: ['setx PGPASSWORD hunter2', 'setx PGPASSWORD ***'],
    leaves: 'setx PGHOST db',
  },
  {
    // https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
    name: 'command of a workflow',
    hints: ['::add-mask::', '::set-output ', '::save-state ', '<<'],
    before: String.raw`::add-mask::|::(?:set-output|save-state) name=[\w.-]{0,40}?${SECRET_WORD}[\w.-]{0,40}::|(?<=^|\n)[\w.-]{0,40}?${SECRET_WORD}[\w.-]{0,40}<<[\w-]{1,60}\n`,
    value: String.raw`[^\n]+`,
    end: '\\n',
    changes: ['::add-mask::hunter2 x', '::add-mask::***'],
    leaves: '::set-output name=version::5',
  },
  {
    name: 'secure string of PowerShell',
    hints: ['convertto-securestring'],
    before: String.raw`\bConvertTo-SecureString[ \t]{1,3}(?:-(?:asplaintext|force)[ \t]{1,3}){0,2}(?:-string[ \t:]{1,3}(?![-$(])|(?=["']))`,
    value: VALUE,
    changes: ["ConvertTo-SecureString 'hunter2' -AsPlainText -Force", 'ConvertTo-SecureString *** -AsPlainText -Force'],
    leaves: 'ConvertTo-SecureString -String $pw -AsPlainText',
  },
  {
    name: 'netrc, and what goes to a login',
    hints: ['login', '--password-stdin'],
    before: String.raw`\becho\s{1,3}(?:-n\s{1,3})?(?=\S{1,200}\s{0,3}\|[^\n|]{1,200}--password-stdin)|\blogin\s+\S{1,200}\s+password\s+(?!\s)`,
    value: '\\S+',
    changes: ['machine x login me password hunter2', 'machine x login me password ***'],
    leaves: 'login me again',
  },
];
