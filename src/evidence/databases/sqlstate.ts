/** A five-character SQLSTATE of PostgreSQL. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const SQLSTATE = /^(?:[0-5][0-9A-Z]|72|F0|HV|P0|XX)[0-9A-Z]{3}$/;

/** Whether `text` has the shape of a SQLSTATE: unlike Prisma's `P3018` or Node's `EPIPE`. */
export function isSqlstate(text: string): boolean {
  return SQLSTATE.test(text) && /\d/.test(text);
}
