import { describeError } from '../primitives/errors.ts';

/**
 * Why a request got no answer, in words, with the system's own text behind them. Foreign text.
 * Codes of certificates: https://nodejs.org/api/tls.html#x509-certificate-error-codes
 */
export function describeNetworkFailure(error: unknown): string {
  const text = describeError(error);
  const words = WORDS.find(([code]) => code.test(text))?.[1];
  return words === undefined ? text : `${words} (${text})`;
}

const UNTRUSTED =
  'TLS: the runner does not trust the authority that signed the certificate; if a proxy inspects TLS, or the host has an authority of its own, set NODE_EXTRA_CA_CERTS to the file of its certificate';

const WORDS: readonly (readonly [code: RegExp, words: string])[] = [
  [/DEPTH_ZERO_SELF_SIGNED_CERT/, 'TLS: the certificate is self-signed, and the runner does not trust it'],
  [/SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(?:VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT)|CERT_UNTRUSTED/, UNTRUSTED],
  [/CERT_HAS_EXPIRED/, 'TLS: the certificate has expired, or the clock of the runner is wrong'],
  [/CERT_NOT_YET_VALID/, 'TLS: the certificate is not valid yet, or the clock of the runner is wrong'],
  [/CERT_REVOKED/, 'TLS: the certificate was revoked'],
  [/ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH/, 'TLS: the certificate is for another host'],
  [/before secure TLS connection was established/, 'TLS: the connection was closed before it was secure'],
  [/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|wrong version number/i, 'TLS: the other side does not use TLS'],
  [/\bERR_SSL_|\bEPROTO\b/, 'TLS: the two sides could not agree on how to connect'],
  [/\bENOTFOUND\b/, 'the host name is not known'],
  [/\bEAI_AGAIN\b/, 'the host name could not be looked up'],
  [/\bECONNREFUSED\b/, 'the connection was refused'],
  [/\bECONNRESET\b|socket hang up/, 'the connection broke'],
  [/\bE(?:HOST|NET)UNREACH\b|\bETIMEDOUT\b/, 'the host could not be reached'],
];
