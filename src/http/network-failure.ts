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
  'TLS: the certificate is not signed by an authority that is trusted here; where a proxy opens TLS, or the host has an authority of its own, NODE_EXTRA_CA_CERTS names the file of its certificate';

const WORDS: readonly (readonly [code: RegExp, words: string])[] = [
  [/DEPTH_ZERO_SELF_SIGNED_CERT/, 'TLS: the certificate is self-signed and not trusted here'],
  [/SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(?:VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT)|CERT_UNTRUSTED/, UNTRUSTED],
  [/CERT_HAS_EXPIRED/, 'TLS: the certificate has expired, or the clock of the runner is wrong'],
  [/CERT_NOT_YET_VALID/, 'TLS: the certificate is not valid yet, or the clock of the runner is wrong'],
  [/CERT_REVOKED/, 'TLS: the certificate was revoked'],
  [/ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH/, 'TLS: the certificate is that of another host'],
  [/before secure TLS connection was established/, 'TLS: the connection was closed before it was secure'],
  [/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|wrong version number/i, 'TLS: the other side does not speak it'],
  [/\bERR_SSL_|\bEPROTO\b/, 'TLS: the two sides could not agree'],
  [/\bENOTFOUND\b/, 'the name of the host is not known'],
  [/\bEAI_AGAIN\b/, 'the name of the host could not be looked up'],
  [/\bECONNREFUSED\b/, 'the connection was refused'],
  [/\bECONNRESET\b|socket hang up/, 'the connection was broken off'],
  [/\bE(?:HOST|NET)UNREACH\b|\bETIMEDOUT\b/, 'the host could not be reached'],
];
