import { redactRowValues } from './redaction-rows.ts';
import { redactCredentials } from './redaction-rules.ts';
import { redactSqlLiterals } from './redaction-sql.ts';
import { redactUserinfo } from './redaction-urls.ts';

/** `text` without what our rules find in it: credentials, those of URLs, the values of rows, and those of SQL. */
export function redactText(text: string): string {
  return redactSqlLiterals(redactRowValues(redactUserinfo(redactCredentials(text))));
}
