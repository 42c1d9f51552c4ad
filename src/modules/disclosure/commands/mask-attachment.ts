import { type Result, refuse } from '#kernel';
import { isMaskable, type ScreeningContext } from '#modules/screening';
import type { FileStore } from '#platform/files';
import { maskFile, type SafeCopyCode } from '#platform/safe-copies';
import type { CleanRefusal } from '../safe-copies/clean-file.ts';
import { aboutFile, type OpenedFile, withCopy } from '../safe-copies/copy-file.ts';
import { findingsIn, valueFinder } from '../safe-copies/find-values.ts';
import { safeCopyMessages } from '../safe-copies/messages.ts';
import type { Prepared } from './attachments.ts';

export type MaskRefusal = SafeCopyCode | CleanRefusal | 'mask-nothing-found';

export type MaskAttachment = {
  readonly opened: OpenedFile;
  readonly context: ScreeningContext;
  /** All that may be masked when undefined. */
  readonly fingerprints: readonly string[] | undefined;
};

/** The black of a PDF says it in the language of the document. */
const inBlack = safeCopyMessages['zh-CN']['redactionReason.personalPrivacy'];

/**
 * Makes a masked copy of an attachment and screens it again (SCR-2): a value that is still found after masking refuses the
 * whole, because somebody would believe it was gone. Slow; nothing is kept unless `use` keeps it.
 */
export async function withMaskedCopy<T, Code extends string>(
  store: FileStore,
  { opened, context, fingerprints }: MaskAttachment,
  use: (prepared: Prepared, places: number) => Promise<Result<T, Code>>,
): Promise<Result<T, Code | MaskRefusal>> {
  const { row, kind, data } = opened;
  const wanted = fingerprints === undefined ? undefined : new Set(fingerprints);
  const masked = await maskFile(data, kind, valueFinder(context, wanted), inBlack);
  if (!masked.ok) return aboutFile(masked, row.name);
  const { data: copy, masked: places } = masked.value;
  if (places === 0) return refuse('mask-nothing-found', 409, { name: row.name });
  return withCopy<T, Code | 'mask-left-over'>(store, row.name, copy, async (prepared) => {
    const left = findingsIn(row.name, prepared.receivedText, context).filter(
      (found) => isMaskable(found.kind) && (wanted?.has(found.fingerprint) ?? true),
    );
    if (left.length > 0) return refuse('mask-left-over', 409, { name: row.name, count: left.length });
    return use(prepared, places);
  });
}
