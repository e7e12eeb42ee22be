import { BARE, type CredentialRule, QUOTED, SECRET_WORD, STEMS } from './words.ts';

/** Credentials in the commands of clients, and in SQL. */
export const COMMAND_RULES: readonly CredentialRule[] = [
  { name: 'option', needs: STEMS, before: `--?${SECRET_WORD}[ \\t]+(?![ \\t])`, value: `${QUOTED}|${BARE}` },
  {
    name: 'option of a MySQL client',
    needs: ['mysql', 'mariadb'],
    before: String.raw`\b(?:mysql|mariadb)[\w-]{0,20} [^\n|;]{0,300}?(?<=\s)-p`,
    value: `${QUOTED}|${BARE}`,
  },
  {
    name: 'option of curl',
    needs: ['curl'],
    before: String.raw`\bcurl [^\n|;]{0,300}?(?<=\s)(?:-u|--user)[ =]?`,
    value: `${QUOTED}|${BARE}`,
  },
  {
    name: 'option of sqlcmd',
    needs: ['sqlcmd'],
    before: String.raw`\bsqlcmd [^\n|;]{0,300}?(?<=\s)-P[ ]?`,
    value: `${QUOTED}|${BARE}`,
  },
  {
    name: 'login of an Oracle client or of mysqlsh',
    needs: ['sqlplus', 'sqlldr', 'impdp', 'expdp', 'mysqlsh'],
    before: String.raw`\b(?:(?:sqlplus|sqlldr|impdp|expdp)\s[^\n|;]{0,200}?(?<=[\s"'])[\w$#.-]{1,60}\/|mysqlsh\s[^\n|;]{0,200}?(?<=[\s"'])[\w.-]{1,60}:)(?=[^\s@/][^\s@]{0,200}@)`,
    value: '[^\\s@]+',
    end: '@',
  },
  {
    name: 'password in SQL',
    needs: ['password', 'identified'],
    before: String.raw`\b(?:password|identified\s+by)\s+(?=["'])|\b(?:old_)?password\s*\(\s*(?=["'])`,
    value: QUOTED,
  },
  {
    name: 'password in SQL, without quotes',
    needs: ['identified'],
    before: String.raw`\b(?:create|alter|grant)\s[^\n;]{0,300}?\bidentified\s+by\s+(?!["'\s])`,
    value: String.raw`[^\s;,"']+`,
  },
  { name: 'netrc', needs: ['login'], before: String.raw`\blogin\s+\S{1,200}\s+password\s+(?!\s)`, value: '\\S+' },
];
