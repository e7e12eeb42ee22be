import type { ServerResponse } from 'node:http';
import { isObject } from './http.ts';

/** A planned misbehaviour for the next requests that it fits. */
export interface Fault {
  /**
   * `reply` answers with `status`, `body`, `headers` (default, when a status is given); `pass` answers as ever, but after `delayMs`; `hang` never answers; `reset` breaks the
   * connection; `drip` sends a status and then a blank every `delayMs` (default 50) without end; `partial` announces more bytes than it sends, then closes.
   */
  readonly kind: 'reply' | 'pass' | 'hang' | 'reset' | 'drip' | 'partial';
  /** Only requests whose path begins so, e.g. `/v2/enqueue`. */
  readonly path?: string;
  /** Requests that it hits: default 1. */
  readonly times?: number | 'always';
  /** True: the request takes effect before the fault plays, as when only the answer is lost. */
  readonly applied?: boolean;
  readonly status?: number;
  /** A string goes out as it is, everything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** So many more headers, for clients that have a limit. */
  readonly extraHeaders?: number;
  /** Milliseconds before the first byte. */
  readonly delayMs?: number;
}

/** A fault as a test or `POST /emulator/faults` may write it: the kind can be left out. */
export type FaultScript = Omit<Fault, 'kind'> & Partial<Pick<Fault, 'kind'>>;

const KINDS = ['reply', 'pass', 'hang', 'reset', 'drip', 'partial'];
const FIELDS: Readonly<Record<keyof Fault, (value: unknown) => boolean>> = {
  kind: value => typeof value === 'string' && KINDS.includes(value),
  path: value => typeof value === 'string',
  times: value => value === 'always' || (typeof value === 'number' && Number.isInteger(value) && value > 0),
  applied: value => typeof value === 'boolean',
  status: value => typeof value === 'number' && Number.isInteger(value) && value >= 200 && value <= 599,
  body: () => true,
  headers: value => isObject(value) && Object.values(value).every(each => typeof each === 'string'),
  extraHeaders: value => typeof value === 'number' && Number.isInteger(value) && value >= 0,
  delayMs: value => typeof value === 'number' && value >= 0,
};

/** Throws a TypeError that names the field when a script is not a fault. */
function checkFault(script: unknown): asserts script is FaultScript {
  if (!isObject(script)) throw new TypeError('fault: expected an object');
  for (const [field, value] of Object.entries(script)) {
    const check = Object.entries(FIELDS).find(([name]) => name === field)?.[1];
    if (check === undefined) {
      throw new TypeError(`fault: no field ${field}; expected one of ${Object.keys(FIELDS).join(', ')}`);
    }
    if (!check(value)) throw new TypeError(`fault: ${field} cannot be ${JSON.stringify(value)}`);
  }
}

/** The faults that are still to come, in order. */
export class FaultPlan {
  readonly #faults: { fault: Fault; left: number }[] = [];

  /** Plans one fault or several. Throws a TypeError that names the field when one of them is not a fault. */
  add(scripts: unknown): void {
    for (const script of Array.isArray(scripts) ? scripts : [scripts]) {
      checkFault(script);
      const kind = script.kind ?? (script.status === undefined ? 'pass' : 'reply');
      const left = script.times === 'always' ? Number.POSITIVE_INFINITY : (script.times ?? 1);
      this.#faults.push({ fault: { ...script, kind }, left });
    }
  }

  /** The fault that this request meets, used up by it; undefined when none is planned for it. */
  take(path: string): Fault | undefined {
    const index = this.#faults.findIndex(({ fault }) => path.startsWith(fault.path ?? ''));
    const planned = this.#faults[index];
    if (planned === undefined) return undefined;
    planned.left -= 1;
    if (planned.left === 0) this.#faults.splice(index, 1);
    return planned.fault;
  }

  clear(): void {
    this.#faults.length = 0;
  }
}

/** Plays a fault that is not `pass` on a response. Gives the status that the client sees, null when it sees none. */
export function playFault(fault: Fault, response: ServerResponse): number | null {
  const status = fault.status ?? 200;
  const body = typeof fault.body === 'string' ? fault.body : JSON.stringify(fault.body ?? {});
  switch (fault.kind) {
    case 'hang':
      return null;
    case 'reset':
      response.socket?.resetAndDestroy();
      return null;
    case 'drip': {
      response.writeHead(status, headersOf(fault));
      response.write(' ');
      const timer = setInterval(() => response.write(' '), fault.delayMs ?? 50);
      response.on('close', () => clearInterval(timer));
      return status;
    }
    case 'partial':
      response.writeHead(status, { ...headersOf(fault), 'content-length': String(Buffer.byteLength(body) + 100) });
      response.write(body, () => response.socket?.destroy());
      return status;
    default:
      response.writeHead(status, headersOf(fault));
      response.end(body);
      return status;
  }
}

function headersOf(fault: Fault): Record<string, string> {
  const headers: Record<string, string> = { 'content-type': 'application/json; charset=utf-8', ...fault.headers };
  for (let n = 1; n <= (fault.extraHeaders ?? 0); n += 1) headers[`x-emulator-${n}`] = String(n);
  return headers;
}
