import { randomUUID } from 'node:crypto';
import type { SearchDocument } from '../types.ts';

let serial = 0;

/** A document for the index, open to society unless said otherwise; each a minute newer than the one before. */
export function sampleDocument(changes: Partial<SearchDocument> = {}): SearchDocument {
  serial += 1;
  const at = new Date(Date.UTC(2026, 0, 5, 1) + serial * 60_000);
  return {
    item: randomUUID(),
    slug: serial.toString().padStart(8, '0'),
    version: 1,
    title: `云溪村第${serial}号公示`,
    documentNumber: `云村〔2026〕${serial}号`,
    indexNumber: `91350100M000100Y43/2026-${String(serial).padStart(5, '0')}`,
    unit: 3,
    unitPath: '/1/2/3/',
    unitName: '云溪村村民委员会',
    line: null,
    affairsKind: 'village',
    category: '财务收支',
    keywords: [],
    scope: 'society',
    scopeUnit: 3,
    audienceUnits: [],
    body: '',
    attachments: [],
    publishedAt: at,
    changedAt: at,
    ...changes,
  };
}
