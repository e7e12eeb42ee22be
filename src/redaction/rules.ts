import { redactCredentials } from './credentials.ts';
import { redactRowValues } from './rows.ts';
import { redactSqlLiterals } from './sql.ts';
import { redactUserinfo } from './urls.ts';

/** `text` without what our rules find in it: credentials, those of URLs, the values of rows, and those of SQL. */
export function redactText(text: string): string {
  return redactSqlLiterals(redactRowValues(redactUserinfo(redactCredentials(text))));
}
