export { answerPage, type PageOptions } from './answer.ts';
export { type Asset, assetHeaders, assets, favicon, pageHeaders, stylesheet } from './assets.ts';
export { type Chrome, type Crumb, chromeOf, type Place, type SiteFacts } from './chrome.ts';
export { count, day, dayOf, fileSize, indexNumber, minute, number, percent } from './format.ts';
export { galleryPage } from './gallery.ts';
export { jsonLdBlock } from './json-ld.ts';
export { type PageContent, page } from './layout.ts';
export { portalMessages } from './messages.ts';
export { badge, type Shape, type Tone, tag } from './parts/badge.ts';
export {
  type BarGroup,
  type BarLook,
  type BarSeries,
  type Figure,
  figures,
  ratioBar,
  stackedBars,
} from './parts/charts.ts';
export { type Choice, type Field, field, select } from './parts/forms.ts';
export {
  callout,
  empty,
  type FacetGroup,
  type FileRow,
  facets,
  fileRows,
  type ItemRow,
  itemRows,
  pages,
  sectionHead,
  type TimelineEntry,
  timeline,
} from './parts/lists.ts';
export { type MetadataRow, metadata } from './parts/metadata.ts';
export { qr } from './parts/qr.ts';
export { type Column, table } from './parts/table.ts';
export {
  elderCookie,
  isElderWanted,
  localeCookie,
  preferenceCookie,
  preferenceLink,
  safeReturn,
} from './preferences.ts';
export { type Problem, problemPage } from './problem.ts';
