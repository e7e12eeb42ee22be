import type { PatternRule } from '../rule.ts';
import { CLEAR_PASSWORD_WORD, PASS, STEMS } from '../secret-words.ts';
import { BLANKS, MARK, NAME, QUOTED } from './words.ts';

/** What a language prints around a secret: Rust `Some(Secret("x"))`, JavaScript `new Secret('x')`, Java `Optional[x]`. */
const WRAPPER = String.raw`(?:(?:new\s{1,3})?[A-Za-z][\w:.]{0,40}(?:<[\w<>:, ]{0,60}>)?(?:[([]|\s?\{)\s{0,3}|\[\s{0,3}){1,4}`;

/** Credentials in documents and in what languages print of their values. */
export const DOCUMENT_RULES: readonly PatternRule[] = [
  {
    name: 'value within a wrapper',
    hints: STEMS,
    before: String.raw`${NAME}(?:\\?["'])?\s{0,3}(?:=>?|:)\s{0,3}`,
    value: String.raw`${WRAPPER}(?:${QUOTED}|[^()[\]{}\s"'\\*][^()[\]{}\n"'*]{0,200})(?:\s?,\s?(?:${QUOTED}))*\s{0,3}[)\]}]{1,4}`,
    changes: ['Config { user: "shop", password: Some(Secret("hunter2")) }', 'Config { user: "shop", password: *** }'],
    leaves: 'password: CharField(max_length=128)',
  },
  {
    name: 'printed by Go',
    hints: STEMS,
    before: '(?<=[{ ])(?:password|secret|token):',
    value: String.raw`[^\s"'{}*][^\n"'{}]{0,100}?(?=\s\w{1,40}:[^\s/]|\})`,
    changes: ['&{Host:db Password:hun ter2 Port:5432}', '&{Host:db Password:*** Port:5432}'],
    leaves: '{Host:db Port:5432}',
  },
  {
    name: 'JSON, or YAML with quotes',
    hints: STEMS,
    before: String.raw`${NAME}(?:\\?["']\s*:${BLANKS}|:[ \t]*(?=["']))`,
    value: `${QUOTED}|[^\\s,}\\]]+`,
    changes: ['{"password":"hunter2","host":"db"}', '{"password":***,"host":"db"}'],
    leaves: '{"passes":1,"host":"db"}',
  },
  {
    name: 'YAML block',
    hints: STEMS,
    before: String.raw`${NAME}:[ \t]*[|>][-+\d]*[ \t]*\n${MARK}?(?=[ \t])`,
    value: String.raw`[ \t]+[^\n]*(?:\n${MARK}?[ \t]+[^\n]*)*`,
    changes: ['password: |-\n  hunter2\n  more\nport: 1', 'password: |-\n***\nport: 1'],
    leaves: 'script: |\n  run',
  },
  {
    name: 'YAML at the start of a line',
    hints: STEMS,
    before: String.raw`(?<=^|\n|${MARK})[ \t-]*[\w.-]{0,40}(?:${CLEAR_PASSWORD_WORD}|secret|token|[_-]creds?|api[_-]?key|licen[cs]e[_-]?key)["']?(?:\d{0,3}:[ \t]+(?![ \t])|[ \u00a0]?:[ \u00a0]|：[ \t]{0,3})`,
    value: String.raw`[^\s|>][^\n]*`,
    changes: ['db:\n  - password: my secret phrase', 'db:\n  - password: ***'],
    leaves: 'password: must not be empty',
  },
  {
    // `pass` is a word of prose too: a passage, a test that went well.
    name: 'YAML, a name that ends in pass',
    hints: ['pass'],
    before: String.raw`(?<=^|\n|${MARK})[ \t-]*[\w.-]{0,40}${PASS}[\w-]{0,20}["']?:[ \t]{1,9}(?=[^\s|>]{3,200}[ \t]{0,9}(?:\n|$))(?!\d{1,5}%?(?:\s|$)|(?:passed|failed|done|skipped)\b)`,
    value: String.raw`[^\s|>]\S*`,
    changes: ['env:\n  DBPASS: hunter2\n  HOST: db', 'env:\n  DBPASS: ***\n  HOST: db'],
    leaves: 'first pass: 3 of 4\npass: 12\nCompass: hunter2',
  },
  {
    name: 'name within a line that ends in pass',
    hints: ['pass'],
    before: String.raw`(?<=[a-z\d][_.-]?)${PASS}\d{0,3}:[ \t]{1,9}`,
    value: String.raw`[^\s"'|>]+`,
    changes: ['{ user: app, dbPass: hunter2 }', '{ user: app, dbPass: *** }'],
    leaves: 'the second pass: nothing left',
  },
  {
    name: 'YAML or header within a line',
    hints: STEMS,
    before: String.raw`(?:(?!(?<=\$(?:env:)?)pwd)${CLEAR_PASSWORD_WORD}|secret|[_-](?:token|creds?)|\bx-[\w-]{1,30}-key|api[_-]?key|licen[cs]e[_-]?key)["']?[ \u00a0]?[:：](?!:)[ \t]*(?![ \t])`,
    value: String.raw`[^\s"'|>]+`,
    changes: ['{ user: app, pwd: hunter2 }', '{ user: app, pwd: *** }'],
    leaves: '(using password: YES)',
  },
  {
    name: 'XML element',
    hints: STEMS,
    before: String.raw`<[\w:.-]{0,40}?${NAME}>`,
    value: String.raw`<!\[CDATA\[[^\n]*?\]\]>|[^<]+`,
    changes: ['<db><password>hunter2</password></db>', '<db><password>***</password></db>'],
    leaves: '<db><host>db</host></db>',
  },
  {
    name: 'attributes of XML',
    hints: ['value=', '<value>'],
    before: String.raw`\b(?:name|key)="[\w.-]{0,60}?${NAME}"(?:\s+value=(?=")|>\s*<value>)`,
    value: `${QUOTED}|[^<]+`,
    changes: ['<property name="db.password" value="hun ter2"/>', '<property name="db.password" value=***/>'],
    leaves: '<property name="db.host" value="db"/>',
  },
  {
    name: 'value beside its name',
    hints: ['value'],
    before: String.raw`\b(?:name|key)\\?["']?\s?:\s?\\?["']?[\w./-]{0,60}?${NAME}\\?["']?,?(?:\s|\\n){0,40}(?:\\?"[\w-]{1,30}\\?"\s?:\s?\\?"?[^"{}\n,]{1,100}\\?"?,(?:\s|\\n){0,40}){0,5}\\?["']?value\\?["']?\s?:\s?(?=\S)`,
    value: String.raw`${QUOTED}|[^\s,}\]]+`,
    changes: ['- name: DB_PASSWORD\n  value: hunter2\n', '- name: DB_PASSWORD\n  value: ***\n'],
    leaves: '- name: DB_HOST\n  value: db\n',
  },
  {
    // PHP's and Java's stack traces and calls: address, user, password.
    name: 'third argument of a connection',
    hints: ['pdo', 'mysqli', 'getconnection', 'oci_connect'],
    before: String.raw`\b(?:PDO(?:->__construct)?|mysqli(?:->(?:__construct|real_connect)|_(?:real_)?connect)?|DriverManager\.getConnection|oci_connect)\((?:"[^"\n]{0,300}"|'[^'\n]{0,300}'),\s?(?:"[^"\n]{0,100}"|'[^'\n]{0,100}'),\s?(?=["'])`,
    value: QUOTED,
    changes: [
      `#0 db.php(7): PDO->__construct('mysql:host=db', 'shop', 'hunter2', Array)`,
      `#0 db.php(7): PDO->__construct('mysql:host=db', 'shop', ***, Array)`,
    ],
    leaves: `PDO->prepare('x', 'y')`,
  },
  {
    name: 'second argument of a login',
    hints: ['db.auth'],
    before: String.raw`\bdb\.auth\(\s{0,3}(?:"[^"\n]{0,100}"|'[^'\n]{0,100}'),\s?(?=["'])`,
    value: QUOTED,
    changes: ['db.auth("shop", "hunter2")', 'db.auth("shop", ***)'],
    leaves: 'db.auth(user, await read())',
  },
  {
    name: 'piece of a password that was taken for a port',
    hints: ['invalid integer value', 'invalid port'],
    before: String.raw`\binvalid integer value (?="[^"\n]{1,200}" for connection option "port")|\binvalid port (?=":[^"\n]{1,200}" after host)`,
    value: '"[^"\\n]*"',
    changes: ['invalid port ":Xk3v9Q" after host', 'invalid port *** after host'],
    leaves: 'invalid integer value "x" for connection option "keepalives"',
  },
  {
    name: 'piece of a password that Python took for a port',
    hints: ['port could not be cast'],
    before: String.raw`\bport could not be cast to integer value as (?=["'])`,
    value: '[^\\n]+',
    changes: [`Port could not be cast to integer value as 'Xk"3v9Q'`, 'Port could not be cast to integer value as ***'],
    leaves: 'port could not be reached',
  },
];
