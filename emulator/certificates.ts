import { generate } from 'selfsigned';

/** A key and its certificate, PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** An authority that nobody knows, and what it certified. */
export interface Certified {
  /** Certificate of the authority, PEM: what `NODE_EXTRA_CA_CERTS` is to name. */
  readonly authority: string;
  /** For a server: the certificate of the loopback, and one for each host, shown to whoever names it (SNI). */
  readonly tls: Certificate & { readonly hosts: Readonly<Record<string, Certificate>> };
}

/** Certifies each of these host names by itself, so that a client which names another, or none, is shown a wrong certificate. */
export async function certifyHosts(names: readonly string[]): Promise<Certified> {
  const authority = await generate([{ name: 'commonName', value: 'Emulator' }], {
    ...KIND,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  });
  const ca = { key: authority.private, cert: authority.cert };
  const certify = async (name: string): Promise<Certificate> => {
    const altNames = [name === LOOPBACK ? ({ type: 7, ip: name } as const) : ({ type: 2, value: name } as const)];
    const extensions = [{ name: 'subjectAltName' as const, altNames }];
    const { private: key, cert } = await generate([{ name: 'commonName', value: name }], { ...KIND, ca, extensions });
    return { key, cert };
  };
  const hosts = await Promise.all(names.map(async name => [name, await certify(name)] as const));
  return { authority: ca.cert, tls: { ...(await certify(LOOPBACK)), hosts: Object.fromEntries(hosts) } };
}

const LOOPBACK = '127.0.0.1';
const KIND = { keyType: 'ec', algorithm: 'sha256' } as const;
