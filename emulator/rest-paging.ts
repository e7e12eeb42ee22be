import type { Reply } from './http.ts';
import { invalidInput } from './rest-errors.ts';

const DEFAULT_LIMIT = 25;
const MAX_LIMIT = 100;
const MAX_POSITION = 10_000;

/** One page of a list under its name, https://developer.pagerduty.com/docs/pagination: `limit` up to 100, `total` only when asked for. */
export function page(name: string, all: readonly unknown[], query: URLSearchParams): Reply {
  const limit = Math.min(number(query.get('limit'), DEFAULT_LIMIT), MAX_LIMIT);
  const offset = number(query.get('offset'), 0);
  if (offset + limit > MAX_POSITION) return invalidInput('Offset plus limit cannot exceed 10000.');
  const total = query.get('total') === 'true' ? all.length : null;
  const more = offset + limit < all.length;
  return { status: 200, body: { [name]: all.slice(offset, offset + limit), limit, offset, more, total } };
}

function number(text: string | null, otherwise: number): number {
  return text !== null && /^\d+$/.test(text) ? Number(text) : otherwise;
}
