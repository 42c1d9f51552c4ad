import type { FastifyRequest } from 'fastify';
import type { Locale } from '#platform/i18n';

/** The language of a request: cookie, then `Accept-Language`, Chinese where neither says. */
export function localeOf(request: FastifyRequest): Locale {
  const chosen = request.cookies['gongkai_locale'];
  if (chosen === 'en' || chosen === 'zh-CN') return chosen;
  const header = request.headers['accept-language'];
  if (header === undefined) return 'zh-CN';
  const english = header.search(/\ben\b/i);
  const chinese = header.search(/\bzh\b/i);
  return english >= 0 && (chinese < 0 || english < chinese) ? 'en' : 'zh-CN';
}
