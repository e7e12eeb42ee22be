/** How SQL Server's sentences begin, as alternatives of a pattern: select text from sys.messages. */
export const SQLSERVER = [
  'There is already an object named ',
  "Invalid (?:object|column) name '",
  'Incorrect syntax (?:near|was encountered)',
  'Violation of (?:UNIQUE|PRIMARY) KEY constraint',
  'Cannot insert (?:the value NULL|duplicate key|explicit value)',
  'The (?:INSERT|UPDATE|DELETE|MERGE|ALTER TABLE) statement conflicted ',
  'Column names in each table must be unique',
  'Cannot (?:find the (?:object|index|user|login|schema)|drop the|open database|alter the) ',
  'Could not (?:create constraint|drop (?:object|constraint)|find stored procedure)',
  "Login failed for user '",
  'Transaction \\(Process ID ',
  'Lock request time out period exceeded',
  'String or binary data would be truncated',
  'Introducing FOREIGN KEY constraint ',
  'ALTER TABLE (?:ALTER|DROP) COLUMN .{1,200} failed',
  'Must declare the (?:scalar|table) variable',
  'Conversion failed when ',
  "The (?:object|index|statistics|column) '.{1,200}' is dependent on",
  'Execution Timeout Expired',
  'A network-related or instance-specific error',
  "Column '.{1,200}' is not the same data type",
  'The (?:SELECT|INSERT|UPDATE|DELETE|EXECUTE|ALTER|REFERENCES) permission was denied',
  '[A-Z ]{4,40} permission denied in database',
  'Operand type clash',
  'Unclosed quotation mark after',
  'The CREATE UNIQUE INDEX statement terminated',
].join('|');

/** sqlcmd's word for the level, where it does not speak English: `Meldung 208, Ebene 16, Status 1, …`. */
export const LEVEL_ELSEWHERE = '(?:Ebene|Niveau|Nivel|Nível|[Ll]ivello|[Уу]ровень|レベル|级别|層級|수준)';
