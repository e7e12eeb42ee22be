import type { Level } from './line.ts';

const WORDS: readonly (readonly [Level, string])[] = [
  ['error', 'ERROR SEVERE FATAL CRITICAL CRIT ALERT EMERGENCY EMERG PANIC ERR ERRO FTL FATA PNC PANI DPANIC FAIL E F'],
  ['warning', 'WARNING WARN WRN W'],
  ['info', 'INFO INFORMATION INFORMATIONAL NOTICE INF CONFIG I N'],
  ['debug', 'DEBUG TRACE VERBOSE DBG DEBU TRC TRAC VRB FINE FINER FINEST SILLY D T V'],
];
const LEVELS: ReadonlyMap<string, Level> = new Map(
  WORDS.flatMap(([level, words]) => words.split(' ').map(word => [word, level] as const)),
);

/** The level that a logger's word means, whatever its case; undefined: it is no such word. */
export function levelOf(word: string): Level | undefined {
  return LEVELS.get(word.toUpperCase());
}

/** The level that a number of pino and bunyan means: https://github.com/pinojs/pino/blob/main/docs/api.md#loggerlevels-object */
export function levelOfNumber(level: number): Level {
  if (level >= 50) return 'error';
  if (level >= 40) return 'warning';
  return level >= 30 ? 'info' : 'debug';
}
