/** The URL of a driver that repeats it as it was given: without its parameters, which may differ and hold secrets. */
export const JDBC_URL = 'jdbc:(?:postgresql|mysql|sqlite):[^\\s?;()]{1,500}';
