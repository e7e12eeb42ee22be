import type { SpanRule } from '../rule.ts';
import { CLOSE, NEXT_LINE } from './quotes.ts';

/** What the parsers of languages and of databases quote of a value that they could not read. */
export const PARSER_RULES: readonly SpanRule[] = [
  {
    // Go's strconv, within CockroachDB's own sentence as well.
    name: 'number that Go cannot parse',
    hints: ['parsing '],
    before: /\bstrconv\.\w{1,20}: parsing \\?"|\bparsing \\?"(?=[^\n]{0,300}": (?:invalid syntax|value out of range))/g,
    after: /\\?"(?=: (?:invalid |value out of range))/g,
    lines: 'one',
    otherwise: 'line',
    changes: ['strconv.Atoi: parsing "jane": invalid syntax', 'strconv.Atoi: parsing "***": invalid syntax'],
    leaves: 'parsing "migrations/1.sql": no such file',
  },
  {
    // https://github.com/golang/go/blob/master/src/time/format.go
    name: 'time that Go cannot parse',
    hints: ['parsing time ', 'cannot parse ', 'extra text: '],
    before:
      /\bparsing time \\?"|\bcannot parse \\?"(?=[^\n]{0,200}\\?" as \\?")|(?<=\bparsing time [^\n]{1,400}): extra text: \\?"/g,
    after:
      /\\?"(?= as \\?"|: (?:cannot parse|extra text|(?:month|day|hour|minute|second|year)\b))|\\?"(?=\s*(?:\n|$)|\\?["'}])/g,
    lines: 'one',
    otherwise: 'line',
    changes: [
      'parsing time "jane" as "2006": cannot parse "jane" as "2006"',
      'parsing time "***" as "2006": cannot parse "***" as "2006"',
    ],
    leaves: 'parsing time of the statement: 3 ms',
  },
  {
    name: 'value that CockroachDB cannot parse',
    hints: ['parsing as type ', 'failed on row: ', 'violation: ', 'uuid: incorrect uuid'],
    before:
      /\bparsing as type [^\n":]{1,40}: [^\n"]{0,60}\\?"|\bfailed on row: |\bforeign key violation: \\?"[^"\n]{1,120}" row (?=[\w"\\]{1,80}=)|\buuid: incorrect UUID (?:length|format)[^\n:"]{0,30}(?:: |\\?")/g,
    after: new RegExp(String.raw`\\?"${NEXT_LINE}| has no match in|\n|$`, 'g'),
    lines: 'one',
    otherwise: 'line',
    changes: ['parsing as type date: could not parse "jane"', 'parsing as type date: could not parse "***"'],
    leaves: 'parsing as type date: invalid format',
  },
  {
    // Its explanations quote the rest of the value once more.
    name: 'date that MongoDB cannot parse',
    hints: ['parsing date string'],
    before: /\bparsing date string '/gi,
    after: /\n|$|\\n|\\?"[,}]/g,
    lines: 'one',
    otherwise: 'line',
    changes: ["Error parsing date string 'jane'; 0: unexpected 'j'", "Error parsing date string '***"],
    leaves: 'Error parsing date string of the file',
  },
  {
    name: 'JSON that Snowflake or JavaScript cannot parse',
    hints: ['parsing json', 'unexpected token '],
    before: /\bError parsing JSON: [^\n"':]{1,60}\\?["']|\bUnexpected token [^\n]{1,12}, (?:\.\.\. ?)?\\?"/gi,
    after: new RegExp(String.raw`${CLOSE}(?=, pos |(?:\.\.\.)? is not valid JSON)|\\?["']${NEXT_LINE}`, 'g'),
    lines: 'one',
    otherwise: 'line',
    changes: ['Error parsing JSON: unknown keyword "jane", pos 9', 'Error parsing JSON: unknown keyword "***", pos 9'],
    leaves: 'Unexpected token } in JSON at position 12',
  },
  {
    name: 'row of Snowflake',
    hints: ['row values: ['],
    before: /\bRow Values: \[(?=\S)/g,
    after: /\](?=[.;]?\s*(?:\n|$)|\\n|\\?["'])/g,
    lines: 'one',
    otherwise: 'line',
    changes: ['Row Values: [5, "jane", NULL]', 'Row Values: [***]'],
    leaves: 'Row values: []',
  },
  {
    name: 'literal in a syntax error of Snowflake',
    hints: ["unexpected ''"],
    before: /\bat position \d{1,9} unexpected '(?=')/g,
    after: /'(?!')\.?(?=\W{0,4}(?:\n|$)|\\n)/g,
    lines: 'one',
    otherwise: 'line',
    changes: ["error line 1 at position 20 unexpected ''jane''.", "error line 1 at position 20 unexpected '***'."],
    leaves: "error line 1 at position 20 unexpected 'TABL'.",
  },
  {
    // .NET: https://github.com/dotnet/runtime/blob/main/src/libraries/System.Private.CoreLib/src/Resources/Strings.resx
    name: 'string that .NET or Java cannot read',
    hints: ["string '", "text '"],
    before: /\bstring \\?['"](?=[^\n]{0,300}['"] was not )|\btext '(?=[^\n]{0,300}' could not be parsed)/gi,
    after: /\\?['"](?= was not (?:in a correct|recognized|a valid))|'(?= could not be parsed)/g,
    lines: 'one',
    otherwise: 'line',
    changes: [
      `The input string 'jane' was not in a correct format.`,
      `The input string '***' was not in a correct format.`,
    ],
    leaves: `String 'x' is required`,
  },
  {
    // Python, Ruby, PHP, Java and its driver of PostgreSQL: what is behind the colon is the value.
    name: 'value behind the words of a parser',
    hints: [
      'string to ',
      'isoformat string',
      'data remains',
      'uuid string: ',
      'unparseable date',
      'value for ',
      'exceeded by string',
    ],
    before:
      /\bcould not convert string to \w{1,20}: |\bInvalid isoformat string: |\bunconverted data remains: |\bInvalid UUID string: |\bUnparseable date: |\bBad value for type \w{1,20} : |\binvalid value for (?:Integer|Float|Rational)\(\): |\bexceeded by string (?=')/gi,
    after: /\.?(?:\n|$)|\\n|\\?"[,}]/g,
    lines: 'one',
    otherwise: 'line',
    changes: [`could not convert string to float: 'jane'`, 'could not convert string to float: ***'],
    leaves: 'could not convert string to float',
  },
  {
    name: 'value within the words of a parser',
    hints: ["time data '", 'time string (', 'invalid type: ', 'invalid value: ', "' value found"],
    before:
      /\btime data '|\bFailed to parse time string \(|\binvalid (?:type|value): (?:string|integer|floating point|character|boolean) \\?["`]|\billegal \w{1,20} '(?=[^\n]{0,300}' value found)/gi,
    after: /' (?:does not match|value found)|\) at position|\\?["`], expected /g,
    lines: 'one',
    otherwise: 'line',
    changes: [`time data 'jane' does not match format '%Y'`, `time data '***' does not match format '%Y'`],
    leaves: 'invalid type: null, expected u64',
  },
  {
    name: 'value that ClickHouse refuses',
    hints: [
      'too short: ',
      'unknown element ',
      'column values: ',
      'error: text ',
      'parse expression of type ',
      "string '",
      'cannot parse ',
      'opening quote',
    ],
    before:
      /\bvalue is too (?:short|long): '|\bUnknown element '|\bColumn values: (?=\S)|\bERROR: text \\?"|\bCannot parse expression of type \S{1,80} here: |\bInvalid UTF8 detected in string '|\bCannot parse \w{1,20} (?=[^\n:'"]{1,100}(?::\d\d[^\n:'"]{0,40}){0,3}: Cannot parse )|\bexpected opening quote ''', got '/g,
    after:
      /'(?=: while| for )|\.? \(VIOLATED_CONSTRAINT\)|'(?=\W{0,4}(?:\n|$))|\\?" is not like |: While executing |: Cannot parse (?=[A-Z])|\. \(CANNOT_PARSE/g,
    lines: 'one',
    otherwise: 'line',
    changes: ["Unknown element 'jane' for enum: while converting", "Unknown element '***' for enum: while converting"],
    leaves: 'Unknown element type',
  },
  {
    // The tokens of a message stand by themselves where the driver has no texts: those of errors that quote a value.
    name: 'value that Db2 refuses',
    hints: ['sql0', 'sql2', 'sqlcode='],
    before:
      /\bSQL0(?:010|102|180|181|420|433)N\b[^\n"\\]{0,160}\\?"|\bSQL0104N {1,2}An unexpected token \\?"(?=')|\bSQL20448N {1,2}\\?"|\bSQLCODE=-(?:180|181|420|433|20448), SQLSTATE=\w{5}, SQLERRMC=(?=\S)|\bSQLCODE=-(?:10|102|104), SQLSTATE=\w{5}, SQLERRMC=(?=')/g,
    after:
      /\\?"\.?(?: {1,2}SQLSTATE|\s*(?:\n|$)|\\?["'],)|\\?" (?:is too long|cannot be interpreted|does not have|was found)|(?<=');|, DRIVER=/g,
    lines: 'one',
    otherwise: 'line',
    changes: [
      'SQL0433N  Value "jane" is too long.  SQLSTATE=22001',
      'SQL0433N  Value "***" is too long.  SQLSTATE=22001',
    ],
    leaves: 'DB2 SQL Error: SQLCODE=-204, SQLSTATE=42704, SQLERRMC=SHOP.USERZ, DRIVER=4.19.56',
  },
];
