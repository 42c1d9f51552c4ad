import type { PageContext } from '#platform/http';
import type { Locale, Translate } from '#platform/i18n';
import { isElderWanted } from './preferences.ts';

/** What the footer must say of the site (网站标识码, 主办单位, 备案号 …). Data of the installation; nothing is made up. */
export type SiteFacts = {
  readonly name: string;
  /** 主办单位 */
  readonly host: string;
  /** 承办单位 */
  readonly operator: string | null;
  /** 网站标识码, ten digits */
  readonly siteCode: string | null;
  readonly icpNumber: string | null;
  readonly policeNumber: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly address: string | null;
};

/** Everything around the content of one answer: language, mode, site and reader. Made once per request. */
export type Chrome = {
  readonly t: Translate;
  readonly locale: Locale;
  /** Elder mode (长者版). */
  readonly elder: boolean;
  /** Path and query of this page, where a change of language or mode comes back to. */
  readonly here: string;
  readonly site: SiteFacts;
  /** Whoever is signed in; their name is shown and inner scopes are offered. */
  readonly reader: { readonly name: string } | null;
  /** Demonstration: a line says that units and people are invented. */
  readonly demo: boolean;
};

export type Place = 'home' | 'items' | 'catalogue' | 'units' | 'members' | 'help';

/** One step of the breadcrumb; the last one has no address. */
export type Crumb = { readonly label: string; readonly href: string | null };

/** The frame of one request's pages. */
export function chromeOf(ctx: PageContext, site: SiteFacts): Chrome {
  return {
    t: ctx.t,
    locale: ctx.locale,
    elder: isElderWanted(ctx.path, ctx.elder),
    here: ctx.path,
    site,
    reader: ctx.actor === null ? null : { name: ctx.actor.name },
    demo: ctx.demo,
  };
}
