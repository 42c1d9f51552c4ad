import type { SearchQuery } from '#modules/search';
import { type HtmlValue, html } from '#platform/html';
import type { Chrome, PageContent } from '#ui/portal';
import { feedQueryOf } from './search-query.ts';

/** The feeds of a search, for the head of its page. */
export function searchFeeds({ t }: Chrome, query: SearchQuery): Pick<PageContent, 'feeds'> {
  const asked = feedQueryOf(query);
  if (asked === null) return {};
  const title = t('publication.feed.search.title', { text: query.text });
  return { feeds: [{ title, stem: '/feeds/search', query: asked }] };
}

/** The same for people: an address to put into a newsreader. */
export function searchFeedLink({ t }: Chrome, query: SearchQuery): HtmlValue {
  const asked = feedQueryOf(query);
  if (asked === null) return null;
  return html`<p class="small"><a href="${`/feeds/search.atom${asked}`}">${t('publication.feed.search.follow')}</a></p>`;
}
