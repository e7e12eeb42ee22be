import type { Account, Token, User } from './account.ts';
import type { Call, Reply } from './http.ts';
import { ACCESS_DENIED, FROM_MALFORMED, FROM_MISSING, FROM_UNKNOWN, missingScope } from './rest-errors.ts';

/** The token of a call; undefined when there is none, it is unknown, or it comes in the form of the other kind. */
export function findToken(account: Account, { headers }: Call): Token | undefined {
  const [, scheme, given] = /^(Token token=|Bearer )(\S+)$/.exec(headers.authorization ?? '') ?? [];
  const isBearer = scheme === 'Bearer ';
  return account.tokens.find(each => each.token === given && (each.kind === 'oauth') === isBearer);
}

/** The 403 for a token that may not do this; undefined when it may. */
export function forbid({ readOnly, scopes }: Token, method: string, scope: string): Reply | undefined {
  if (readOnly && method !== 'GET') return ACCESS_DENIED;
  return scopes === undefined || scopes.includes(scope) ? undefined : missingScope(scope, scopes);
}

/**
 * The user who writes. An account key must name one in `From`; a user key is one; of an OAuth token PagerDuty does not say, here it may name one.
 * The 400 when that fails.
 */
export function findAuthor(account: Account, token: Token, { headers }: Call): { user?: User } | { refusal: Reply } {
  const byId = account.users.find(each => each.id === token.user);
  if (token.kind === 'user' && byId !== undefined) return { user: byId };
  const { from } = headers;
  if (from === undefined) return token.kind === 'oauth' ? {} : { refusal: FROM_MISSING };
  if (!/^[^@\s]+@[^@\s]+$/.test(from)) return { refusal: FROM_MALFORMED };
  const user = account.users.find(each => each.email.toLowerCase() === from.toLowerCase());
  return user === undefined ? { refusal: FROM_UNKNOWN } : { user };
}
