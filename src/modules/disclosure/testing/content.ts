import { paragraph } from '#platform/richtext';
import type { RevisionContent } from '../content.ts';

/** A complete, made-up text of the village (unit 3). */
export function sampleContent(changes: Partial<RevisionContent> = {}): RevisionContent {
  return {
    title: '云溪村二〇二六年第一季度村务收支情况',
    documentNumber: null,
    documentDate: '2026-03-01',
    scope: 'society',
    audience: null,
    scopeUnit: 3,
    affairsKind: 'village',
    category: '财务公开',
    mode: 'proactive',
    keywords: ['村务', '收支'],
    validity: 'valid',
    expiresOn: null,
    publishAt: null,
    duties: [],
    body: {
      type: 'doc',
      content: [
        paragraph('现将本季度收支情况公布如下。'),
        paragraph('收入合计三万二千元，支出合计二万八千元。'),
      ],
    },
    changeNote: null,
    reason: null,
    attachments: [],
    ...changes,
  };
}
