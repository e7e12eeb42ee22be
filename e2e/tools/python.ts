/** What reaches the databases from Python. */
export const DRIVERS = ['psycopg[binary]==3.3.9', 'pymysql==1.2.4'];

/** A file that is mended within a second keeps its size and time, and Python would take the compiled old one. */
export const FRESH = { PYTHONDONTWRITEBYTECODE: '1' };
