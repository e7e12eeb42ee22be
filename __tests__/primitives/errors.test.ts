import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { describeError } from '../../src/primitives/errors.ts';

class CodedError extends Error {
  readonly code: unknown;
  constructor(message: string, code: unknown) {
    super(message);
    this.code = code;
  }
}

function circular(): Error {
  const error = new Error('around');
  error.cause = error;
  return error;
}

function knot(): Error {
  const one = new Error('knot');
  one.cause = new Error('knot', { cause: one });
  return one;
}

function selfHolding(): Error {
  const error = new AggregateError([], '');
  error.errors.push(error, error);
  return error;
}
const SELF_HOLDING = Array.from({ length: 2 ** 4 }, () => 'AggregateError').join('; ');

function deep(levels: number): Error {
  return levels === 0 ? new Error('bottom') : new Error(`level ${levels}`, { cause: deep(levels - 1) });
}

const hostile = {
  toString() {
    throw new Error('no text for you');
  },
};

test.each<[string, unknown, string]>([
  ['without its full stop', new Error('boom.'), 'boom'],
  ['an error', new Error('boom'), 'boom'],
  ['one without a message', new TypeError(), 'TypeError'],
  ['its causes', new Error('not sent', { cause: new Error('no route') }), 'not sent: no route'],
  ['a cause that is a text', new Error('not sent', { cause: 'no route' }), 'not sent: no route'],
  ['a code', new CodedError('socket hang up', 'ECONNRESET'), 'socket hang up (ECONNRESET)'],
  [
    'a code that the message names',
    new CodedError('connect ECONNREFUSED 127.0.0.1:1', 'ECONNREFUSED'),
    'connect ECONNREFUSED 127.0.0.1:1',
  ],
  ['a code that is no text', new CodedError('x', 7), 'x'],
  [
    'several at once, as when a name has several addresses',
    Object.assign(new AggregateError([new Error('connect to ::1'), new Error('connect to 127.0.0.1')]), {
      code: 'ECONNREFUSED',
    }),
    'connect to ::1; connect to 127.0.0.1 (ECONNREFUSED)',
  ],
  ['an error of another realm', runInNewContext('new TypeError("boom", { cause: new Error("why") })'), 'boom: why'],
  ['a text', 'boom', 'boom'],
  ['a number', 7, '7'],
  ['a symbol', Symbol('boom'), 'Symbol(boom)'],
  ['null', null, 'null'],
  ['undefined', undefined, 'undefined'],
  ['an empty text', '', ''],
  ['an error that is its own cause', circular(), 'around'],
  ['errors that hold each other', knot(), 'knot: knot: knot: knot: knot'],
  ['several that hold themselves', selfHolding(), SELF_HOLDING],
  ['a long chain', deep(9), 'level 9: level 8: level 7: level 6: level 5'],
  ['several lines', new Error('first\n  second\r\nthird'), 'first second third'],
])('%s', (_, thrown, expected) => {
  expect(describeError(thrown)).toBe(expected);
});

test.each<[string, unknown]>([
  ['whose text throws', hostile],
  ['without a prototype', Object.create(null)],
  ['whose cause has no text', new Error('boom', { cause: hostile })],
  [
    'whose message is a getter that throws',
    Object.defineProperty(new Error('x'), 'message', { get: () => hostile.toString() }),
  ],
  ['whose message is no text', Object.assign(new Error('x'), { message: { a: 1 } })],
  ['with an error in it that has no text', new AggregateError([hostile])],
  ['that is a revoked proxy', revoked()],
])('it never throws: something %s', (_, thrown) => {
  expect(typeof describeError(thrown)).toBe('string');
});

function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
