import { done, refuse } from '#kernel';
import type { FileKind } from '#platform/documents';
import { type Member, readMembers, writeMembers } from './archive.ts';
import { openOfficeMask } from './mask-office.ts';
import { openPlainMask } from './mask-plain.ts';
import type { MaskSession } from './slots.ts';
import type { SafeCopyResult } from './types.ts';

/**
 * Opens a file for masking in this thread.
 * @param label what the black of a PDF says
 */
export async function openMask(
  data: Uint8Array,
  kind: FileKind,
  label: string,
): Promise<SafeCopyResult<MaskSession>> {
  switch (kind) {
    case 'docx':
    case 'xlsx':
    case 'pptx':
      return openOfficeMask(data, kind);
    case 'csv':
    case 'txt':
      return openPlainMask(data, kind);
    case 'pdf':
      return done(await (await import('./mask-pdf.ts')).openPdfMask(data, label));
    case 'zip':
      return openArchiveMask(data, label);
    case 'ofd':
      return refuse('mask-not-here', 415, { maskWhy: 'ofd' });
    case 'png':
    case 'jpg':
      return refuse('mask-not-here', 415, { maskWhy: 'picture' });
  }
}

/** Each member by the rules of its kind; those that cannot be masked stay, and the scan afterwards says what is left. */
async function openArchiveMask(data: Uint8Array, label: string): Promise<SafeCopyResult<MaskSession>> {
  const opened: { member: Member; session: MaskSession | undefined }[] = [];
  for (const member of await readMembers(data)) {
    const session = await openMask(member.data, member.kind, label);
    opened.push({ member, session: session.ok ? session.value : undefined });
  }
  const passages = opened.flatMap(({ member, session }) =>
    (session?.passages ?? []).map((one) => ({
      ...one,
      label: one.label === '' ? member.name : `${member.name} › ${one.label}`,
    })),
  );
  return done({
    passages,
    apply: async (edits) => {
      let at = 0;
      let masked = 0;
      const members: { name: string; data: Uint8Array }[] = [];
      for (const { member, session } of opened) {
        const its = edits.slice(at, at + (session?.passages.length ?? 0));
        at += its.length;
        const result = its.some((one) => one.length > 0) ? await session?.apply(its) : undefined;
        masked += result?.masked ?? 0;
        members.push({ name: member.name, data: result?.data ?? member.data });
      }
      return { data: masked === 0 ? data : writeMembers(members), masked };
    },
  });
}
