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
    before: String.raw`${NAME}(?:\\?["']\]?|\])?\s*(?:=>?|%3d)${BLANKS}(?:string\(\d{1,6}\) )?`,
    value: `(?:${QUOTED})${GLUED}(?:(?=\\w)${BARE})?|${BARE}`,
    changes: ['+ flyway -licenseKey=FL01ABCDEF migrate', '+ flyway -licenseKey=*** migrate'],
    leaves: 'primary_key = id',
  },
  {
    // What a plan of Terraform says of a value that changes.
    name: 'new value behind an old one',
    hints: ['-> "', '-> \\"'],
    before: String.raw`\*\*\* -> (?=\\?")`,
    value: QUOTED,
    changes: ['~ password = *** -> "hunter2"', '~ password = *** -> ***'],
    leaves: '1975ea83b712 -> "ae1027a6acf2"',
  },
  {
    name: 'tuple of Erlang',
    hints: STEMS,
    before: String.raw`\{\s?[\w.]{0,40}?${NAME}\s?,\s?(?:<<)?(?=\\?")`,
    value: QUOTED,
    changes: ['[{host,"db"},{password,<<"hunter2">>}]', '[{host,"db"},{password,<<***>>}]'],
    leaves: '[{host,"db"},{port,5432}]',
  },
  {
    // As Vault, Doppler, Railway and PowerShell print them. No name of a migration, and a value that no type has.
    name: 'row of a table',
    hints: STEMS,
    before: String.raw`(?<=^|\n|${MARK})[ \t]{0,40}(?:[│║|┃] {0,9})?(?!(?:add|create|drop|remove|rename|alter|update|rotate|delete|migrate)_|\d)(?:[\w.-]{0,40}[_.-]|pg|mysql_?)?${SECRET_WORD}(?:[ \t]{2,60}|[ \t]{0,60}[│║|┃][ \t]{1,60})(?=[^\s│║|┃()]*\d)(?=[\d\W_]*[a-z])`,
    value: String.raw`[^\s│║|┃()]{7,}(?=[ \t]*(?:[│║|┃\n]|$))`,
    changes: ['| DB_PASSWORD | hunter2 |', '| DB_PASSWORD | *** |'],
    leaves: ' password | varchar(60) |\n token_id | int8\n secrets    2024-01-02',
  },
  {
    // Prose names no value that holds a digit.
    name: 'value within a sentence',
    hints: STEMS,
    before: String.raw`\b(?:[\w-]{0,40}[_-])?${SECRET_WORD}[ \t](?:(?:is|was|are|has been)(?: now)?(?: (?:set|changed|reset) to)?|(?:set|changed|reset) to|for(?: the)? [^\n:]{1,60}?(?=:)|-)(?: ?[:=])?[ \t]{1,3}(?=["'\`]?[^\s"'\`]*\d)(?=["'\`]?[\d\W_]*[a-z])|\busing(?: the)? (?:password|token)[ :]{1,2}(?=[^\s"']*\d)(?=[\d\W_]*[a-z])`,
    value: String.raw`["'\`]?[^\s"'\`,;()]{6,}["'\`]?`,
    changes: ['DB_PASSWORD is set to hunter22', 'DB_PASSWORD is set to ***'],
    leaves: 'password for user shop: must not be empty; password is required',
  },
  {
    name: 'URL within a URL',
    hints: ['%3a%2f%2f'],
    before: String.raw`%3a%2f%2f[^\s%:@&"']{1,100}%3a`,
    value: String.raw`[^\s&"'@]{1,200}?(?=%40)`,
    end: '%',
    changes: ['url=postgres%3A%2F%2Fapp%3Ahunter2%40db', 'url=postgres%3A%2F%2Fapp%3A***%40db'],
    leaves: 'url=postgres%3A%2F%2Fdb%3A5432%2Fshop',
  },
  {
    // Pools list their settings so: https://github.com/brettwooldridge/HikariCP
    name: 'list with dots',
    hints: STEMS,
    before: String.raw`${SECRET_WORD}\.{4,60}(?!\.)`,
    value: String.raw`["']?[^\s"'.]\S*`,
    changes: ['password........................hunter2', 'password........................***'],
    leaves: 'passwordPolicy..................none',
  },
  {
    // https://www.postgresql.org/docs/current/libpq-pgpass.html
    name: 'line of .pgpass',
    hints: [...[5432, 5433, 5434, 5439, 6432, 6543, 15432, 25060, 25061, 26257].map(port => `:${port}:`), ':*:'],
    before: String.raw`(?<=^|[\s"'|]|\\n)(?:[\w.-]{1,100}|\*):(?:\d{2,5}|\*):(?:[a-z_][\w.-]{0,60}|\*):(?:[a-z_][\w.-]{0,60}|\*):(?=\S)`,
    value: String.raw`[^\s"]{1,200}`,
    changes: ['db.example.com:5432:shop:app:hunter2\n', 'db.example.com:5432:shop:app:***\n'],
    leaves: 'V2__seed.sql:12:5: error: x',
  },
];
