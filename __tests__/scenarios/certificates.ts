import { generate } from 'selfsigned';

/** A key and its certificate, PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

const DAY_MS = 86_400_000;

/** A self-signed certificate for `names` (an IP address or host each), valid from and until so many days from now. */
export async function certify(names: readonly string[], { from = -1, until = 1 } = {}): Promise<Certificate> {
  const altNames = names.map(name =>
    /^[\d.]+$/.test(name) ? { type: 7 as const, ip: name } : { type: 2 as const, value: name },
  );
  const { private: key, cert } = await generate([{ name: 'commonName', value: names[0] ?? '' }], {
    notBeforeDate: new Date(Date.now() + from * DAY_MS),
    notAfterDate: new Date(Date.now() + until * DAY_MS),
    extensions: [{ name: 'subjectAltName', altNames }],
  });
  return { key, cert };
}
