// The command tags of PostgreSQL: https://www.postgresql.org/docs/current/protocol-message-formats.html
const TAG =
  /^(?:BEGIN|COMMIT|SET|DO|GRANT|REVOKE|COMMENT|(?:CREATE|ALTER|DROP) [A-Z]{4,20}(?: [A-Z]{4,20})?|TRUNCATE TABLE|INSERT 0 \d{1,12}|(?:UPDATE|DELETE|SELECT|COPY) \d{1,12})$/;
const READY =
  /\baccepting connections\b|\b(?:postgres\w*|pg|mysql\w*|mariadb|(?:the )?database|db|server) (?:server )?(?:is|now) (?:now )?(?:ready|up|alive|available|online|healthy|reachable)\b/i;

/** Whether a line behind `index` tells that the database, to which there was no connection, answers. */
export function answersLater(lines: readonly { readonly text: string }[], index: number): boolean {
  return lines.slice(index + 1).some(({ text }) => TAG.test(text) || READY.test(text));
}
