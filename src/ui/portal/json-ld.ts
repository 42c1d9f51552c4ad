import { type Html, trustHtml } from '#platform/html';

/** Characters that could end the element or open a comment in it, and line ends that scripts of old took for their own. */
const risky = /[<>&\u2028\u2029]/g;

/**
 * Data for programs inside a page (JSON-LD). A block of data is no script: browsers run nothing of it, so the policy of the
 * pages needs no exception for it.
 * @param data what JSON can hold
 */
export function jsonLdBlock(data: object): Html {
  const json = JSON.stringify(data).replace(
    risky,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return trustHtml(
    `<script type="application/ld+json">${json}</script>`,
    'JSON in which no sign is left that could end the element, whatever the texts say',
  );
}
