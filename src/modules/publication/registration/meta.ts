import type { RevisionContent, Withholding } from '#modules/disclosure';
import type { AffairsKind, Purpose, Scope, Validity } from '../words.ts';

/**
 * What the page shows of a version beside its title and text, frozen with it: the `meta` part. A field added here is left out
 * where it has nothing to say, so that older versions keep their bytes; none is ever renamed.
 */
export type Meta = {
  readonly v: 1;
  readonly indexNumber: string;
  /** The unit's code, and its name of that day. */
  readonly unit: string;
  readonly unitName: string;
  readonly documentNumber: string | null;
  readonly documentDate: string | null;
  /** When the item was first published, and this version, as claimed: ISO 8601 in UTC. */
  readonly publishedAt: string;
  readonly versionAt: string;
  readonly version: number;
  readonly purpose: Exclude<Purpose, 'withdraw'>;
  readonly scope: Scope;
  readonly affairsKind: AffairsKind;
  readonly category: string;
  readonly keywords: readonly string[];
  readonly validity: Validity;
  readonly expiresOn: string | null;
  readonly changeNote: string | null;
  readonly reason: string | null;
  /** Names of the attachments in their order. They may name a person, so they stand here and not in the manifest. */
  readonly attachments: readonly string[];
  /** The public half of a decision to withhold: not why, only on what ground. */
  readonly withholding?: Pick<Withholding, 'extent' | 'ground' | 'reviewOn' | 'noticeText'>;
};

/** Where a content is published, beside what it says itself. */
export type Place = {
  readonly indexNumber: string;
  readonly unit: { readonly code: string; readonly name: string };
  readonly publishedAt: Date;
  readonly versionAt: Date;
  readonly version: number;
  readonly purpose: Exclude<Purpose, 'withdraw'>;
};

export function metaOf(content: RevisionContent, place: Place): Meta {
  const { withholding } = content;
  return {
    v: 1,
    indexNumber: place.indexNumber,
    unit: place.unit.code,
    unitName: place.unit.name,
    documentNumber: content.documentNumber,
    documentDate: content.documentDate,
    publishedAt: place.publishedAt.toISOString(),
    versionAt: place.versionAt.toISOString(),
    version: place.version,
    purpose: place.purpose,
    scope: content.scope,
    affairsKind: content.affairsKind,
    category: content.category,
    keywords: content.keywords,
    validity: content.validity,
    expiresOn: content.expiresOn,
    changeNote: content.changeNote,
    reason: content.reason,
    attachments: content.attachments.map((one) => one.name),
    ...(withholding === undefined ? {} : { withholding: shownOf(withholding) }),
  };
}

function shownOf({ extent, ground, reviewOn, noticeText }: Withholding): NonNullable<Meta['withholding']> {
  return { extent, ground, reviewOn, noticeText };
}
