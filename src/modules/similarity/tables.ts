import type { Scope } from '#kernel';

/** The tables of this room. `fingerprints` are signed 32-bit integers, each once. */
export type SimilarityTables = {
  'similarity.text': {
    subject: string;
    revision: string;
    unit_id: number;
    scope: Scope;
    title: string;
    slug: string;
    published_at: Date;
    fingerprints: number[];
  };
  'similarity.boilerplate': {
    source: string;
    fingerprint: number;
  };
};
