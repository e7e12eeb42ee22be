import type { PatternRule } from '../rule.ts';
import { SECRET_WORD, STEMS } from '../secret-words.ts';
import { BARE, BLANKS, GLUED, MARK, NAME, QUOTED, REST_OF_QUOTED } from './words.ts';

/** Credentials behind their name and an equals sign: in the environment, connection strings, queries, properties. */
export const ASSIGNMENT_RULES: readonly PatternRule[] = [
  {
    name: 'property in braces',
    hints: ['={'],
    before: String.raw`[?&;]\s*(?!\s)[\w .-]{0,40}?${SECRET_WORD}\s*=${BLANKS}`,
    value: String.raw`\{(?:[^}\n]|\}\})*\}?`,
    changes: ['jdbc:sqlserver://db;password={a;b}}c};x=y', 'jdbc:sqlserver://db;password=***;x=y'],
    leaves: 'jdbc:sqlserver://db;driver={ODBC}',
  },
  {
    name: 'property up to the next semicolon',
    hints: STEMS,
    before: String.raw`;\s*(?:password|pwd)\s*=${BLANKS}`,
    value: String.raw`(?!["'])[^;\n"']+`,
    end: String.raw`;\n"')`,
    changes: ['Server=db;Password=my secret pw;Database=shop', 'Server=db;Password=***;Database=shop'],
    leaves: 'Server=db;Database=my shop;Timeout=5',
  },
  {
    name: 'query secret',
    hints: ['=', '%3d'],
    before: String.raw`[?&;][\w.-]{0,40}?(?:${SECRET_WORD}|pass|auth|sig|signature|key|jwt)(?:=|%3d)`,
    value: String.raw`[^\s&"']+`,
    changes: ['https://x.example.com/f?sig=abcdef&n=1', 'https://x.example.com/f?sig=***&n=1'],
    leaves: 'https://x.example.com/f?keyspace=shop',
  },
  {
    name: 'INI at the start of a line',
    hints: STEMS,
    before: String.raw`(?<=^|\n|${MARK})[ \t]{0,20}[\w.-]{0,40}(?:pass(?:word|wd|phrase)|secret|token)[ \t]+=[ \t]+(?![ \t])`,
    value: String.raw`[^\s"'=*][^\n=]*(?=\n|$)`,
    changes: ['password = hun ter2\nport = 1', 'password = ***\nport = 1'],
    leaves: 'username = shop admin',
  },
  {
    // A shell quotes the whole word where the value holds a blank or a sign.
    name: 'assignment within a quoted word',
    hints: STEMS,
    before: String.raw`(?<=^|[\s,[(])(?:(?<quote>\\?["'])--?|(?<=\s(?:-e|-x|-D|--env|--set|--set-string|--build-arg|-var|--var|--from-literal|export|set|env|declare -x)[ =])(?<quote>\\?["']))[\w.-]{0,40}?${NAME}=`,
    value: REST_OF_QUOTED,
    changes: ["+ tool '--password=hun ter2' run", "+ tool '--password=***' run"],
    leaves: "+ tool '--user=hun ter2' run",
  },
  {
    name: 'assignment',
    hints: STEMS,
    before: String.raw`${NAME}(?:\\?["'])?\s*(?:=>?|%3d)${BLANKS}`,
    value: `(?:${QUOTED})${GLUED}(?:(?=\\w)${BARE})?|${BARE}`,
    changes: ['+ flyway -licenseKey=FL01ABCDEF migrate', '+ flyway -licenseKey=*** migrate'],
    leaves: 'primary_key = id',
  },
  {
    // Pools list their settings so: https://github.com/brettwooldridge/HikariCP
    name: 'list with dots',
    hints: STEMS,
    before: String.raw`${SECRET_WORD}\.{4,60}(?!\.)`,
    value: String.raw`[^\s"'.]\S*`,
    changes: ['password........................hunter2', 'password........................***'],
    leaves: 'passwordPolicy..................none',
  },
  {
    // https://www.postgresql.org/docs/current/libpq-pgpass.html
    name: 'line of .pgpass',
    hints: [':5432:', ':5433:', ':6432:', ':26257:', ':*:'],
    before: String.raw`(?<=^|[\s"'|]|\\n)(?:[\w.-]{1,100}|\*):(?:\d{2,5}|\*):(?:[a-z_][\w.-]{0,60}|\*):(?:[a-z_][\w.-]{0,60}|\*):(?=\S)`,
    value: String.raw`[^\s"]{1,200}`,
    changes: ['db.example.com:5432:shop:app:hunter2\n', 'db.example.com:5432:shop:app:***\n'],
    leaves: 'V2__seed.sql:12:5: error: x',
  },
];
