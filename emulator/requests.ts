import type { IncomingHttpHeaders } from 'node:http';
import type { Call } from './http.ts';

/** A request as it arrived, and what it got. */
export interface RecordedRequest {
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  /** The query as it came, `?` included; empty without one. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  /** The host that the client named before it spoke TLS (SNI); none over plain http, or for an address. */
  readonly servername?: string;
  /** The body as it came. */
  readonly text: string;
  /** The body parsed; undefined when it is not JSON. */
  readonly body: unknown;
  /** ISO 8601, UTC: when it had arrived whole. */
  readonly at: string;
  /** Status of the answer; null while there is none, or when a fault kept it back. */
  status: number | null;
}

/** All requests since the start or the last reset, in the order in which they had arrived whole. */
export class RequestLog {
  readonly all: RecordedRequest[] = [];

  add({ search: query, query: _, at, ...call }: Call): RecordedRequest {
    const request = { ...call, query, at: new Date(at).toISOString(), status: null };
    this.all.push(request);
    return request;
  }
}
