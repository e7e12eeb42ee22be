import { parseArgs } from 'node:util';
import { startEmulator } from './emulator.ts';

const USAGE = `npm run emulator -- [--port 8070] [--limit 120] [--key KEY]... [--unknown-key refuse|ignore]

  --port         port on 127.0.0.1, 0 for any free one
  --limit        events a minute and routing key before it answers 429
  --key          a routing key that exists; without any, every key of 32 letters and digits does
  --unknown-key  what becomes of an event for another key: refuse (400) or ignore (202, no incident)
`;

function wholeNumber(name: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new TypeError(`--${name}: expected a whole number, got ${JSON.stringify(text)}`);
  return Number(text);
}

try {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8070' },
      limit: { type: 'string' },
      key: { type: 'string', multiple: true },
      'unknown-key': { type: 'string', default: 'refuse' },
      help: { type: 'boolean', default: false },
    },
  });
  const { port, limit, key, 'unknown-key': unknownKey } = values;
  if (unknownKey !== 'refuse' && unknownKey !== 'ignore') {
    throw new TypeError(`--unknown-key: expected refuse or ignore, got ${JSON.stringify(unknownKey)}`);
  }
  if (values.help) console.log(USAGE);
  else {
    const { url } = await startEmulator({
      port: wholeNumber('port', port),
      unknownKey,
      ...(limit === undefined ? {} : { limit: wholeNumber('limit', limit) }),
      ...(key === undefined ? {} : { knownKeys: key }),
    });
    console.log(`PagerDuty emulator on ${url}

In the workflow step:      api-url: ${url}
                           routing-key: any 32 letters and digits
What became of the events: ${url}/emulator/incidents
                           ${url}/emulator/changes
What was asked:            ${url}/emulator/requests
Plan a fault:              curl -d '{"status": 503, "times": 2}' ${url}/emulator/faults
Forget everything:         curl -X POST ${url}/emulator/reset

Ctrl-C ends it.`);
  }
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
  process.exitCode = 2;
}
