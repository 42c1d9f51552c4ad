import type { ImportPlan } from './forms.ts';

/**
 * What the note under the date says about the plan (附注 of GB/T 9704; 此件公开发布, 公开方式：主动公开): whom it is open to
 * and how. A note against openness proposes nothing; it is shown to the writer, who decides.
 */
export function planOfNote(note: string | null): ImportPlan {
  if (note === null) return { scope: null, mode: null, warning: null };
  if (/不予公开|不公开/.test(note)) return { scope: null, mode: null, warning: 'notOpen' };
  if (/依申请公开/.test(note)) return { scope: 'society', mode: 'onRequest', warning: null };
  if (/删减后公开/.test(note)) return { scope: 'society', mode: 'proactive', warning: 'openInPart' };
  return { scope: 'society', mode: 'proactive', warning: null };
}
