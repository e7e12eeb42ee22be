// Loaded into a process under test by `node --import`. Its own address says where names lead there:
//   fake-network.ts?events.pagerduty.com=8070&address=::1&address=127.0.0.1
// Whoever connects to port 443 of the name comes to port 8070 of these addresses; `address=never`: a look-up without an
// answer. No other name is known, so nothing ever leaves the machine. TLS and HTTP see the name and port 443.
import dns from 'node:dns';
import { isIP, Socket, type TcpNetConnectOpts } from 'node:net';

type Found = (error: Error | null, address?: string | readonly Address[], family?: number) => void;
interface Address {
  readonly address: string;
  readonly family: number;
}

const query = new URL(import.meta.url).searchParams;
const addresses = query.getAll('address').map(address => ({ address, family: isIP(address) }));

function lookup(name: string, { all = false }: { readonly all?: boolean }, found: Found): void {
  if (query.get('address') === 'never') return;
  const [first] = addresses;
  process.nextTick(() => {
    if (first === undefined || !query.has(name)) {
      const error = new Error(`getaddrinfo ENOTFOUND ${name}`);
      found(Object.assign(error, { code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: name }));
    } else if (all) found(null, addresses);
    else found(null, first.address, first.family);
  });
}

type Connect = readonly [options: Partial<TcpNetConnectOpts>, connected?: () => void];

const { connect } = Socket.prototype;

// Node hands both over one after the other, or in one array.
function connectElsewhere(this: Socket, ...given: Connect | readonly [Connect]): Socket {
  const [options, connected] = Array.isArray(given[0]) ? given[0] : given;
  const port = Number(options.port) === 443 ? query.get(options.host ?? '') : null;
  return Reflect.apply(connect, this, port === null ? given : [{ ...options, port: Number(port) }, connected]);
}

Object.assign(dns, { lookup });
Object.assign(Socket.prototype, { connect: connectElsewhere });
