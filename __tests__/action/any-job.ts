import fc from 'fast-check';
import { anyFile, anyInputs, anyText } from '../../reliability/arbitrary.ts';
import type { Setting, Weather } from './fake-job.ts';

const tookMs = fc.constantFrom(5, 400, 3_000, 20_000);

/** What the network may do to a request. */
export const anyWeather: fc.Arbitrary<Weather> = fc.oneof(
  fc.record({ kind: fc.constantFrom('fine', 'lost'), tookMs }),
  fc.record({ kind: fc.constant('failure' as const), tookMs, failure: anyText }),
  fc.record(
    {
      kind: fc.constant('answer' as const),
      tookMs,
      status: fc.constantFrom(200, 202, 302, 400, 401, 404, 408, 413, 429, 500, 502, 503, 599),
      body: fc.oneof(anyText, fc.json(), fc.constant('{"errors":["Invalid routing key"]}')),
      retryAfter: fc.constantFrom('0', '5', '600', 'soon'),
    },
    { requiredKeys: ['kind', 'tookMs', 'status', 'body'] },
  ),
);

/** A step in a job, whatever its status. */
export const anySetting: fc.Arbitrary<Setting & { readonly inputs: Record<string, string> }> = fc
  .record({ inputs: anyInputs, weather: fc.array(anyWeather, { maxLength: 6 }), file: anyFile })
  .map(({ file, ...setting }) => (file === undefined ? setting : { ...setting, file }));
