import { redactCredentials } from './credentials/credentials.ts';
import { readEscapes } from './escapes.ts';
import { redactPersonalData } from './personal.ts';
import { redactRowValues } from './rows/rows.ts';
import { redactSqlLiterals } from './rows/sql.ts';
import { redactUserinfo } from './urls.ts';

/** `text` without what our rules find in it: credentials, those of URLs, the values of rows, those of SQL, and personal data. */
export function redactText(text: string): string {
  const plain = readEscapes(text);
  const redacted = redactPersonalData(redactSqlLiterals(redactRowValues(redactUserinfo(redactCredentials(plain)))));
  return redacted === plain ? text : redacted;
}
