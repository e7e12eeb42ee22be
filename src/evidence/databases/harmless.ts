// Notices say that all is well; comments, echoed statements and what a server repeats of them are somebody else's words. Nest says so of
// whatever a start failed at, a migration too; the error follows.
const HARMLESS =
  /^\W{0,3}(?:NOTICE|WARNING|WARN|INFO|DEBUG|TRACE|LOG|HINWEIS|WARNUNG|ATTENTION|AVERTISSEMENT|NOTIFICA|ATTENZIONE|AVISO|NOTA|ЗАМЕЧАНИЕ|ПРЕДУПРЕЖДЕНИЕ|注意|警告|UWAGA|OSTRZEŻENIE|NOTIS|VARNING|알림|경고|UYARI) ?: |^psql:.{1,300}:\d+: (?:NOTICE|WARNING|INFO|[\p{L}]{4,13}): .{0,300}(?:skipping|übersprungen|omitiendo|poursuite|пропускается|saltato|跳过|スキップ|hoppar)|^\s*(?:--(?!->)|\/\*|# |[\p{Lu}]{2,8} \d+ ?: |STATEMENT: |QUERY: |CONTEXT: )|, skipping\b|^DB: |\bUnable to connect to the database(?: \(.{1,80}\))?\. Retrying \(\d/u;

/** Whether `line` is a notice, a comment, or an echo: no error, whatever its words are. */
export function isHarmless(line: string): boolean {
  return HARMLESS.test(line);
}

/** A statement that is printed; only Knex sets an error behind it, with ` - ` between. */
export const STATEMENT =
  /^\W{0,4}(?:query: |execute "|executing:? |running:? |statement: )?(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE|ALTER|DROP|TRUNCATE|COMMENT ON|GRANT|REVOKE|RAISE|SET|BEGIN|WITH|CALL|RETURN|PRINT|VALUES|echo|printf)\s/i;

/** `line` with blanks in the place of its literals. */
export function blankLiterals(line: string): string {
  return line.replace(/'[^'\n]{0,2000}'/g, literal => ' '.repeat(literal.length));
}
