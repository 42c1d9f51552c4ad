import { BlockList, isIP } from 'node:net';
import { done, type Result, refuse } from '#kernel';

export type AddressRefusal = 'webhook-address-wrong' | 'webhook-address-private';

/** What an installation allows beyond https to addresses of the open internet. */
export type AddressRules = {
  /** Plain http, for demonstrations and tests. */
  readonly plainHttp: boolean;
  /** Addresses of one's own network (`GONGKAI_WEBHOOK_PRIVATE=1`): where partners sit beside this server. */
  readonly privateNetwork: boolean;
};

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
const openV6 = new BlockList();
openV6.addSubnet('2000::', 3, 'ipv6');
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  closed.addSubnet(net, bits, 'ipv6');

/** Does an address belong to the open internet? Of IPv6 only global unicast does. */
export function isOpenAddress(ip: string): boolean {
  const family = isIP(ip);
  if (family === 4) return !closed.check(ip, 'ipv4');
  return family === 6 && openV6.check(ip, 'ipv6') && !closed.check(ip, 'ipv6');
}

/** The host of a URL as an IP address, or null when it is a name. */
export function literalOf(url: URL): string | null {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 ? null : host;
}

/**
 * Whether this may be the address of a partner. Names are looked up when something is sent, because what they stand for may
 * change afterwards.
 */
export function checkAddress(text: string, rules: AddressRules): Result<URL, AddressRefusal> {
  const url = URL.parse(text);
  const isSound =
    url !== null &&
    (url.protocol === 'https:' || (url.protocol === 'http:' && rules.plainHttp)) &&
    url.username === '' &&
    url.password === '' &&
    url.hash === '' &&
    url.hostname !== '';
  if (!isSound) return refuse('webhook-address-wrong', 400, {}, 'url');
  const literal = literalOf(url);
  const isPrivate =
    literal === null ? /(^|\.)(localhost|local|internal)\.?$/.test(url.hostname) : !isOpenAddress(literal);
  if (isPrivate && !rules.privateNetwork) return refuse('webhook-address-private', 400, {}, 'url');
  return done(url);
}
