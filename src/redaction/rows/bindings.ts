import type { SpanRule } from '../rule.ts';

/** Values that a framework prints beside or within its statement. */
export const BINDING_RULES: readonly SpanRule[] = [
  {
    name: 'SQLAlchemy parameters',
    hints: ['[parameters'],
    before: /\[parameters: /gi,
    after: /\](?=\s*(?:\n|$))/g,
    lines: 'many',
    otherwise: 'text',
    changes: [`[SQL: x]\n[parameters: {'a': 'b]c'}]\n(Background`, '[SQL: x]\n[parameters: ***]\n(Background'],
    leaves: '[SQL: SELECT a]',
  },
  {
    name: 'SQLAlchemy echo',
    hints: ['sqlalchemy', 'generated in', 'cached since'],
    before: /\[(?:generated in|cached since|no key|raw sql) [^\]\n]{0,60}\] |\bsqlalchemy\.engine\S{0,40} (?=[({[])/gi,
    after: /\n|$/g,
    lines: 'one',
    otherwise: 'line',
    changes: [`[generated in 0.00012s] ('jane', 5)`, '[generated in 0.00012s] ***'],
    leaves: 'INFO sqlalchemy.engine.Engine ROLLBACK',
  },
  {
    name: 'Rails binds',
    hints: ['[['],
    before: /(?<=\s)\[\[(?=["']|nil)/g,
    after: /\]\](?=\s*(?:\n|$))/g,
    lines: 'one',
    otherwise: 'line',
    changes: [`VALUES ($1)  [["email", "jane"]]`, 'VALUES ($1)  [[***]]'],
    leaves: 'matrix [[1, 2]]',
  },
  {
    name: 'list named bindings or parameters',
    hints: ['param', 'bind'],
    before:
      /\b(?:with )?(?:bind(?:ing)?s?|bindvars|bind variables|(?:bind|query)[ _-]?(?:params|parameters|values)|params|parameters)\\?["']?\s{0,3}(?:[:=]|=>)?\s{0,3}(?:array)?[[({](?=\s{0,9}(?:\\?["'`@:{[]|\d|null|none|#maxLimit|\w{1,30}: \\?"type:))(?!\\?'?@\w{1,20}='\?')/gi,
    after: /[\])}](?=[,:;]?\s*(?:\n|$|\}|\))|[,:] |\\?["']\s*[,}\n]|,\s?\\?"\w|, CommandType|\\n)/g,
    lines: 'many',
    otherwise: 'text',
    changes: [
      `executing 'INSERT INTO users VALUES (?)' with params ["jane"]:\n\nSQLSTATE`,
      `executing 'INSERT INTO users VALUES (?)' with params [***]:\n\nSQLSTATE`,
    ],
    leaves: `DbCommand [Parameters=[@p0='?' (Size = 4000)], CommandType='Text']`,
  },
  {
    name: 'line of parameters',
    hints: ['param'],
    before: /(?<=^|\n|\\n|[>-] |[\u2028\u2029])[ \t]{0,20}(?:-- )?params: (?=[^\s:])|==>\s{1,3}Parameters: /gi,
    after: /\n|$|\\n|\\?"[,}]|: (?=(?:[A-Z][A-Z_]{3,40}|[Ee]rror): )/g,
    lines: 'one',
    otherwise: 'line',
    changes: ['==>  Parameters: Jane(String), 5(Integer)', '==>  Parameters: ***'],
    leaves: 'params are read from the file',
  },
  {
    name: 'Hibernate binding',
    hints: ['binding parameter'],
    before: /\bbinding parameter \S[^\n]{0,60}?(?:<-|-) \[/gi,
    after: /\](?=\s*(?:\n|$)|\\n|\\?"[,}])/g,
    lines: 'one',
    otherwise: 'line',
    changes: ['binding parameter (1:VARCHAR) <- [jane]', 'binding parameter (1:VARCHAR) <- [***]'],
    leaves: 'binding parameter to a column',
  },
  {
    name: 'arguments of a statement',
    hints: ['args'],
    before:
      /(?<=\bparameters: \[[^\n]{0,400}\],\s{1,20})args: ?\[|\bargs=[[(]|(?<="sql":[^\n]{0,2000})"args":\s?\[|(?<=(?:insert|update|delete|select)\b[^\n]{0,2000})\bargs: ?[[(]/gi,
    after: /[\])](?=\s*(?:\n|$|[,;}]|\w+=))/g,
    lines: 'one',
    otherwise: 'line',
    changes: [
      `(0.001) INSERT INTO users VALUES (%s); args=('jane',); alias=default`,
      '(0.001) INSERT INTO users VALUES (%s); args=(***); alias=default',
    ],
    leaves: `spawnargs: [ 'migrate', 'up' ]`,
  },
  {
    name: 'list behind placeholders',
    hints: ['$1', '$2', '?) [', '? [', "?', [", '?)", [', '%s'],
    before:
      /(?<=(?:\$\d|\?|%s)[)"'`;, ]{0,6}(?:\w{1,12} \S{1,40})?)(?: |, ?)\[(?!\[\*)(?=\\?["']|[\d[{]|nil|null|none|~)|; (?=\\?["'\d{])(?<=\$\d[^\n]{0,300})/gi,
    after: /\](?=[,)\]]{0,3}\s*(?:\n|$)|,? ?\w+[:=])|\n|$/g,
    lines: 'one',
    otherwise: 'line',
    changes: ['INSERT INTO "users" VALUES ($1,$2) ["jane", 5]', 'INSERT INTO "users" VALUES ($1,$2) [***]'],
    leaves: 'Is this fine? [yes, no]',
  },
];
