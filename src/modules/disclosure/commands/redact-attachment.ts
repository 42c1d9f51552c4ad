import { type Result, refuse } from '#kernel';
import type { FileStore } from '#platform/files';
import { redactPdfFile, type SafeCopyCode } from '#platform/safe-copies';
import type { CleanRefusal } from '../safe-copies/clean-file.ts';
import { aboutFile, type OpenedFile, withCopy } from '../safe-copies/copy-file.ts';
import type { RedactionReason } from '../safe-copies/kinds.ts';
import { safeCopyMessages } from '../safe-copies/messages.ts';
import type { Prepared } from './attachments.ts';

export type RedactRefusal = SafeCopyCode | CleanRefusal | 'redact-not-pdf';

/** A place to black out, in points from the top left of the page as it is seen, and why. */
export type Box = {
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly reason: RedactionReason;
};

/** Printed in white on the black, in the language of the document. */
const inWhite = (reason: RedactionReason) => safeCopyMessages['zh-CN'][`redactionReason.${reason}`];

/** Makes a copy of a PDF with places blacked out; what stood there is not in it any more. Slow; nothing is kept here. */
export async function withRedactedCopy<T, Code extends string>(
  store: FileStore,
  { row, kind, data }: OpenedFile,
  boxes: readonly Box[],
  use: (prepared: Prepared) => Promise<Result<T, Code>>,
): Promise<Result<T, Code | RedactRefusal>> {
  if (kind !== 'pdf') return refuse('redact-not-pdf', 415, { name: row.name });
  const redacted = await redactPdfFile(
    data,
    boxes.map(({ reason, ...place }) => ({ ...place, label: inWhite(reason) })),
  );
  if (!redacted.ok) return aboutFile(redacted, row.name);
  return withCopy(store, row.name, redacted.value, use);
}
