import { done, type Result, refuse } from '#kernel';
import { isOpenAddress, literalOf } from '#platform/outside';

export type AddressRefusal = 'webhook-address-wrong' | 'webhook-address-private';

/** What an installation allows beyond https to addresses of the open internet. */
export type AddressRules = {
  /** Plain http, for demonstrations and tests. */
  readonly plainHttp: boolean;
  /** Addresses of one's own network (`GONGKAI_WEBHOOK_PRIVATE=1`): where partners sit beside this server. */
  readonly privateNetwork: boolean;
};

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
