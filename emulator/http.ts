import type { IncomingHttpHeaders } from 'node:http';

/** A request that has arrived whole. */
export interface Call {
  readonly method: string;
  /** Path without the query, e.g. `/v2/enqueue`. */
  readonly path: string;
  /** The query as it came, `?` included; empty without one. */
  readonly search: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The host that the client named before it spoke TLS (SNI). */
  readonly servername?: string;
  /** The body as it came. */
  readonly text: string;
  /** The body parsed; undefined when it is not JSON. */
  readonly body: unknown;
  /** Milliseconds since 1970, by the emulator's clock. */
  readonly at: number;
}

/** What goes back. A string body is sent as it is, everything else as JSON; undefined sends none. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  /** In place of a body: its parts, one after the other as fast as they are read. */
  readonly stream?: Iterable<string>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A JSON object whose fields are not known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** True for a JSON object: no array, no null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Parses JSON; undefined when the text is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
