import type { Rule } from './rule.ts';

// A class stands at the start of its line, behind the frames, which are set in: https://docs.python.org/3/library/traceback.html
const DRIVERS =
  '(?!KeyError:|psycopg|sqlite3|MySQLdb|_mysql|pymysql|asyncpg|cx_Oracle|oracledb|pyodbc|sqlalchemy\\.dialects)';
const ENDING =
  '(?:Error|Exception|Interrupt|Exit|Failure|DoesNotExist|NotFound|Timeout|NotReady|ImproperlyConfigured|Warning)';

/**
 * How a traceback of Python ends that holds a `present` frame of the tool, beside the tool's and the drivers' own classes. Where the
 * program did not come to the database for want of a setting or a module, it says so.
 */
export const TRACEBACK_ENDS: readonly Rule[] = [
  // A key in capitals is that of an environment variable.
  {
    says: 'fails-too',
    when: /^(?<error>(?<class>KeyError): '[A-Z][A-Z0-9_]{2,}')$/,
    within: 'crash',
    category: 'ConfigurationError',
    remedy: 'Set the environment variable that is missing',
  },
  {
    says: 'fails-too',
    when: /^(?<class>ModuleNotFoundError|ImportError): (?<error>.+)/,
    within: 'crash',
    category: 'ConfigurationError',
    remedy: 'Install the module that is missing, or correct its import',
  },
  {
    says: 'fails-too',
    when: /^(?:\w+\.)*(?<class>ImproperlyConfigured|UndefinedValueError|NoSuchModuleError|NoSectionError|NoOptionError|InterpolationSyntaxError|InterpolationMissingOptionError): (?<error>.+)/,
    within: 'crash',
    category: 'ConfigurationError',
  },
  {
    says: 'fails-too',
    when: /^sqlalchemy\.exc\.(?<class>ArgumentError): (?<error>(?:Could not parse|Expected string or URL).+)/,
    within: 'crash',
    category: 'ConfigurationError',
    remedy: 'Set the URL of the database',
  },
  {
    says: 'fails-too',
    when: /^pydantic[\w.]*\.(?<class>ValidationError): (?<error>\d+ validation errors? for \w*(?:Settings|Config)\w*)/,
    within: 'crash',
    category: 'ConfigurationError',
    remedy: 'Set the variables that are named in the log',
  },
  { says: 'fails-too', when: /^(?<error>(?<class>KeyError): (?!'[0-9a-f]{4,40}'$).+)/, after: /^\s/, within: 'crash' },
  // A revision that is not there: what stands before it says more.
  { says: 'fails-too', when: /^(?<class>KeyError): '[0-9a-f]{4,40}'$/, after: /^\s/, within: 'crash' },
  {
    says: 'fails-too',
    when: new RegExp(`^${DRIVERS}(?<class>[A-Za-z_][\\w.]*${ENDING}): (?<error>.+)`),
    after: /^\s/,
    within: 'crash',
  },
  // An assertion may have no words.
  {
    says: 'fails-too',
    when: /^(?<error>(?<class>AssertionError|NotImplementedError|KeyboardInterrupt|TimeoutError|RuntimeError|RecursionError|MemoryError))$/,
    after: /^\s/,
    within: 'crash',
  },
];
