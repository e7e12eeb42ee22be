/** A five-character SQLSTATE of PostgreSQL. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const SQLSTATE = /^(?:[0-5][0-9A-Z]|72|F0|HV|P0|XX)[0-9A-Z]{3}$/;

// Five digits may as well be a vendor's code.
const CLASSES = /^(?:0[0-9]|2[0-8]|3[489]|4[024]|5[3-8])/;

/** Whether `text` has the shape of a SQLSTATE: unlike Prisma's `P3018` or Node's `EPIPE`. */
export function isSqlstate(text: string): boolean {
  return SQLSTATE.test(text) && /\d/.test(text) && (!/^\d{5}$/.test(text) || CLASSES.test(text));
}

/**
 * Whether a SQLSTATE says more than that something failed. ODBC's and MySQL's HY000 and SQL Server's S0001 do not, nor what Oracle's
 * and SQL Server's drivers fill in for want of one.
 */
export function saysSomething(sqlstate: string): boolean {
  return isSqlstate(sqlstate) && !/^(?:00000|01000|99999|S\d{4})$/.test(sqlstate);
}
