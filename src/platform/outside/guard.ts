import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

const closed = new BlockList();
/** Special-purpose addresses (IANA registries, RFC 6890): one's own host and network, documentation, multicast, transition. */
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  closed.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  closed.addSubnet(net, bits, 'ipv6');
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');

/** Does an address belong to the open internet? Of IPv6 only global unicast does. */
export function isOpenAddress(ip: string): boolean {
  const family = isIP(ip);
  if (family === 4) return !closed.check(ip, 'ipv4');
  return family === 6 && globalUnicast.check(ip, 'ipv6') && !closed.check(ip, 'ipv6');
}

/** The host of a URL as an IP address, or null when it is a name. Numbers are not looked up: whoever asks judges them. */
export function literalOf(url: URL): string | null {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 ? null : host;
}

/** A name stands for an address of a closed network. */
export class ClosedAddress extends Error {}

/**
 * Looks a name up and passes on only addresses of the open internet: the connection goes to those very ones, so a name that is
 * answered differently a moment later leads nowhere else. One closed address among them closes the name.
 */
export const guardedLookup: LookupFunction = (host, options, callback) => {
  lookup(host, { ...options, all: true }, (error, found) => {
    if (error !== null) return callback(error, []);
    const [first] = found;
    if (first === undefined || !found.every(({ address }) => isOpenAddress(address)))
      return callback(new ClosedAddress(`${host} stands for an address of a closed network`), []);
    if (options.all === true) return callback(null, found);
    callback(null, first.address, first.family);
  });
};
