/** What kind of failure it was: the name under which runbooks and severities are looked up. */
export type Category = (typeof CATEGORIES)[number];

/** All of them. */
export const CATEGORIES = [
  'ConnectionError',
  'PermissionError',
  'ConstraintError',
  'SyntaxError',
  'SchemaError',
  'LockError',
  'TimeoutError',
  'ConfigurationError',
  'ChecksumError',
  'DatabaseError',
] as const;
