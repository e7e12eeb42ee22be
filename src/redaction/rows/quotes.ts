// Quotes as the message catalogues of databases have them: "…", '…', « … », «…», »…«, „…“, “…”, 「…」, 『…』.

/** Opens a quoted value. */
export const OPEN = String.raw`(?:\\?["']|«[ \u00a0\u202f]?|[»„“「『])`;
/** Closes one. */
export const CLOSE = String.raw`(?:\\?["']|[ \u00a0\u202f]?»|[«“”」』])`;
/** What follows the last quote or bracket of a message: the end of a line, of an element of a list, or of a JSON text. */
export const NEXT_LINE = String.raw`(?=\W{0,4}(?:\n|$)|\\?["'],(?:\s*\\?["']|\s|$)|\\n| \(SQLSTATE| at (?:row|character) )`;
