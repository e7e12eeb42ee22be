// The command tags of PostgreSQL: https://www.postgresql.org/docs/current/protocol-message-formats.html
const TAG =
  /^(?:BEGIN|COMMIT|SET|DO|GRANT|REVOKE|COMMENT|(?:CREATE|ALTER|DROP) [A-Z]{4,20}(?: [A-Z]{4,20})?|TRUNCATE TABLE|INSERT 0 \d{1,12}|(?:UPDATE|DELETE|SELECT|COPY) \d{1,12})$/;
const READY =
  /\baccepting connections\b|\b(?:postgres\w*|pg|mysql\w*|mariadb|(?:the )?database|db|server) (?:server )?(?:is|now) (?:now )?(?:ready|up|alive|available|online|healthy|reachable)\b/i;

/** The index of the last line that tells that the database, to which there may have been no connection before, answers; -1: none does. */
export function findLastAnswer(lines: readonly { readonly text: string }[]): number {
  return lines.findLastIndex(({ text }) => TAG.test(text) || READY.test(text));
}
