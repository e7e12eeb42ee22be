import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Account, isAccount } from './account.ts';
import { startEmulator } from './emulator.ts';
import { exampleAccount } from './example-account.ts';
import { parseJson } from './http.ts';
import { guide, USAGE } from './usage.ts';

function wholeNumber(name: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new TypeError(`--${name}: expected a whole number, got ${JSON.stringify(text)}`);
  return Number(text);
}

function readAccount(path: string): Account {
  const json = parseJson(readFileSync(path, 'utf8'));
  if (isAccount(json)) return json;
  throw new TypeError(`--account: expected JSON with tokens, users, escalationPolicies and services in ${path}`);
}

try {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8070' },
      limit: { type: 'string' },
      key: { type: 'string', multiple: true },
      'unknown-key': { type: 'string', default: 'refuse' },
      account: { type: 'string' },
      'wrong-region': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { port, limit, key, 'unknown-key': unknownKey, 'wrong-region': wrongRegion } = values;
  if (unknownKey !== 'refuse' && unknownKey !== 'ignore') {
    throw new TypeError(`--unknown-key: expected refuse or ignore, got ${JSON.stringify(unknownKey)}`);
  }
  if (values.help) console.log(USAGE);
  else {
    const account = values.account === undefined ? exampleAccount() : readAccount(values.account);
    const emulator = await startEmulator({
      port: wholeNumber('port', port),
      account,
      unknownKey,
      wrongRegion,
      ...(limit === undefined ? {} : { limit: wholeNumber('limit', limit) }),
      ...(values.account !== undefined && key === undefined ? {} : { knownKeys: key ?? 'any' }),
    });
    console.log(guide(emulator.url, account));
  }
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
  process.exitCode = 2;
}
