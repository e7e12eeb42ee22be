import type { Category } from './category-name.ts';
import type { Dialect } from './dialect.ts';

/** Codes of one category: single ones and closed ranges. */
type Codes = readonly (number | readonly [number, number])[];
type Table = readonly (readonly [Category, Codes])[];

// The server's list of errors (share/messages_to_clients.txt) and the client's (2000 and up). MariaDB shares it up to 1886.
// https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html https://mariadb.com/kb/en/mariadb-error-code-reference/
const MYSQL: Table = [
  ['ConnectionError', [1040, 1042, 1043, 1053, 1080, 1129, [1152, 1161], 1184, 1203, 1226, [2000, 2062], 3032, 4031]],
  ['PermissionError', [1044, 1045, 1095, [1130, 1133], 1142, 1143, 1211, 1227, 1251, 1275, 1290, 1370, 1410, 1419]],
  ['PermissionError', [1698, 1820, 1836, 1862, 1873, 3118, 3530]],
  ['LockError', [1099, 1100, 1205, 1206, 1213, 1614, 1689, 3058, 3572]],
  ['TimeoutError', [1317, 1613, 1969, 3024]],
  ['SyntaxError', [1064, 1065, 1149]],
  ['ConstraintError', [1022, 1048, 1062, 1138, 1169, 1216, 1217, 1364, 1451, 1452, 1557, 1569, 1586, 1701, 1706]],
  ['ConstraintError', [1761, 1762, 1859, 3819, 4025]],
  ['SchemaError', [1005, 1007, 1008, [1050, 1052], 1054, [1059, 1061], 1063, [1066, 1075], 1082, [1089, 1091]]],
  ['SchemaError', [1101, 1103, 1109, 1110, 1113, [1116, 1118], 1121, 1146, [1166, 1168], [1170, 1173], 1176, 1215]],
  ['SchemaError', [1239, 1240, 1280, 1293, 1294, 1304, 1305, 1347, 1356, 1359, 1360, [1425, 1427], 1449, 1458, 1475]],
  ['SchemaError', [[1479, 1518], 1537, 1539, 1553, 1628, 1629, [1652, 1660], 1709, [1735, 1737], 1813, [1821, 1826]]],
  ['SchemaError', [[1828, 1833], [1845, 1861], [3102, 3109], 3728, 3730, 3734, 3780, [3811, 3823], 4092]],
];

// select message_id, text from sys.messages; and the client's own for connections.
// https://learn.microsoft.com/en-us/sql/relational-databases/errors-events/database-engine-events-and-errors
const SQLSERVER: Table = [
  ['SyntaxError', [[101, 106], 111, 128, 137, 156, 170, 319, 1038]],
  ['SchemaError', [[207, 209], 1088, [1750, 1785], [1901, 1937], 2705, 2714, 2715, 2727, 2759, 2760, 2812, 3701, 3705]],
  ['SchemaError', [3726, 3728, 3733, 4902, 4916, 4917, [4922, 4929], 5074, 15023, 15025, 15151, 15225, 15248]],
  ['ConstraintError', [515, 544, 547, 1505, 2601, 2627]],
  ['PermissionError', [229, 230, 262, 297, 300, 916, 3704, 4060, 4064, 15247, 18452, 18456, 18470, [18486, 18488]]],
  [
    'ConnectionError',
    [2, 20, 53, 64, 121, 233, 258, 10053, 10054, 10060, 10061, 11001, 17142, 18401, 40197, 40501, 40613],
  ],
  ['LockError', [1204, 1205, 1222]],
  ['TimeoutError', [-2]],
];

// https://docs.oracle.com/en/error-help/db/
const ORACLE: Table = [
  ['ConstraintError', [1, 1400, 1407, 1452, [2290, 2293], 2296, 2298, 2299, 2437]],
  [
    'SchemaError',
    [904, 942, 955, 957, 959, 1408, 1418, 1430, 1439, 1442, 1451, [2260, 2276], 2289, [2429, 2449], 4043],
  ],
  ['SchemaError', [4080, 4098, 1435, 1917, 1918, 1919, 1920, 1921]],
  ['SyntaxError', [[900, 941], 1756, 1740, 1747, 6550]],
  ['PermissionError', [1017, 1031, 1045, 1950, 28000, 28001, 28009]],
  ['LockError', [54, 60, 4020, 4021, 30006]],
  ['TimeoutError', [51, 1013]],
  ['ConnectionError', [18, 20, 1012, 1033, 1034, 1089, 1090, 3113, 3114, 3135, 2396, [12150, 12699], 17002]],
];

// src/Common/ErrorCodes.cpp of ClickHouse/ClickHouse.
const CLICKHOUSE: Table = [
  ['SchemaError', [10, 15, 16, 36, 44, 46, 47, 50, 57, 60, 80, 81, 82, 218, 524]],
  ['SyntaxError', [62]],
  ['TimeoutError', [159, 160]],
  ['ConnectionError', [32, 198, 203, 209, 210, 279]],
  ['PermissionError', [164, [192, 194], 497, 516]],
  ['ConstraintError', [469]],
  ['LockError', [473]],
];

// https://docs.snowflake.com/en/sql-reference/errors-and-messages
const SNOWFLAKE: Table = [
  ['SyntaxError', [1003, 1007, 1011]],
  ['SchemaError', [904, 2002, 2003, 2025, 2043, 2023]],
  ['PermissionError', [3001, 3041, 390_100, 390_144, 390_189]],
  ['ConstraintError', [100_072]],
  ['ConnectionError', [[250_001, 250_003], 251_005]],
  ['TimeoutError', [604, 630]],
];

// src/mongo/base/error_codes.yml of mongodb/mongo.
const MONGODB: Table = [
  ['ConstraintError', [121, 11_000, 11_001]],
  ['PermissionError', [13, 18]],
  ['SchemaError', [26, 27, 48, 67, 68, 73, 85, 86]],
  ['SyntaxError', [9]],
  ['LockError', [24, 46, 112]],
  ['TimeoutError', [50, 262]],
  ['ConnectionError', [6, 7, 89, 91, 189, 9001, 10_107, 11_600, 13_435]],
];

// Names, where a driver prints no number: mysql2, mysqljs and MariaDB's connectors (ER_…), SQLite's result codes, DuckDB's classes.
// https://www.sqlite.org/rescode.html
const NAMES: readonly (readonly [RegExp, Category])[] = [
  [/^SQLITE_(?:BUSY|LOCKED|PROTOCOL)/, 'LockError'],
  [/^SQLITE_CONSTRAINT/, 'ConstraintError'],
  [/^SQLITE_(?:AUTH|PERM|READONLY)/, 'PermissionError'],
  [/^SQLITE_CANTOPEN/, 'ConnectionError'],
  [/^SQLITE_INTERRUPT/, 'TimeoutError'],
  [
    /^ER_(?:[A-Z]*_?ACCESS_DENIED|DBACCESS_DENIED|[A-Z]+ACCESS_DENIED|HOST_NOT_PRIV|OPTION_PREVENTS|READ_ONLY)/,
    'PermissionError',
  ],
  [/^(?:ER_(?:PARSE_ERROR|SYNTAX_ERROR|EMPTY_QUERY))$/, 'SyntaxError'],
  [/^ER_(?:LOCK_|USER_LOCK_DEADLOCK)/, 'LockError'],
  [/^ER_(?:QUERY_TIMEOUT|QUERY_INTERRUPTED|STATEMENT_TIMEOUT)/, 'TimeoutError'],
  [
    /^ER_(?:CON_COUNT|BAD_HOST|HANDSHAKE|SERVER_SHUTDOWN|NET_|HOST_IS_BLOCKED|TOO_MANY_USER|USER_LIMIT)/,
    'ConnectionError',
  ],
  [/^(?:PROTOCOL_|ER_(?:SOCKET|CONNECTION|GET_CONNECTION)_|CR_)/, 'ConnectionError'],
  [
    /^ER_(?:DUP_ENTRY|DUP_KEY$|DUP_UNIQUE|BAD_NULL|ROW_IS_REF|NO_REFERENCED|FOREIGN_DUP|CHECK_CONSTRAINT_VIOL)/,
    'ConstraintError',
  ],
  [/^ER_(?:CONSTRAINT_FAILED|NO_DEFAULT_FOR_FIELD)/, 'ConstraintError'],
  [
    /^ER_(?:TABLE_EXISTS|BAD_TABLE|BAD_FIELD|DUP_|NO_SUCH_|CANT_DROP|CANT_CREATE_TABLE|KEY_|FK_|CANNOT_ADD_FOREIGN)/,
    'SchemaError',
  ],
  [
    /^ER_(?:MULTIPLE_PRI|WRONG_|TOO_(?:LONG|MANY|BIG)_|SP_|TRG_|VIEW_|UNKNOWN_TABLE|INVALID_DEFAULT|NON_UNIQ)/,
    'SchemaError',
  ],
  [/^ER_(?:FIELD_SPECIFIED|PARTITION|DROP_INDEX_FK|ALTER_OPERATION|INDEX_|GENERATED_|BLOB_)/, 'SchemaError'],
];

const TABLES: Readonly<Partial<Record<Dialect, Table>>> = {
  mysql: MYSQL,
  mariadb: MYSQL,
  sqlserver: SQLSERVER,
  oracle: ORACLE,
  clickhouse: CLICKHOUSE,
  snowflake: SNOWFLAKE,
  mongodb: MONGODB,
};

/** The category of a vendor's code, as its own lists name it: `1064`, `ORA-00955`, `ER_DUP_ENTRY`. Undefined when no list has it. */
export function categoriseVendorCode(code: string, dialect: Dialect | undefined): Category | undefined {
  const named = NAMES.find(([pattern]) => pattern.test(code))?.[1];
  if (named !== undefined) return named;
  const oracle = /^(?:ORA|TNS)-(\d{1,5})$/.exec(code)?.[1];
  const table = oracle === undefined ? dialect && TABLES[dialect] : ORACLE;
  const number = Number(oracle ?? (/^-?\d{1,6}$/.test(code) ? code : Number.NaN));
  return table?.find(([, codes]) => codes.some(entry => fits(entry, number)))?.[0];
}

function fits(entry: number | readonly [number, number], code: number): boolean {
  return typeof entry === 'number' ? entry === code : entry[0] <= code && code <= entry[1];
}
