import type { FileKind } from '#platform/documents';
import { stripArchive } from './archive.ts';
import { stripOfd } from './ofd.ts';
import { stripOffice } from './office.ts';
import { stripJpeg, stripPng } from './picture.ts';
import type { Stripped } from './types.ts';

/** Cleans a file of that kind in this thread. Throws when the bytes are not what they claim to be. */
export async function stripHere(data: Uint8Array, kind: FileKind): Promise<Stripped> {
  switch (kind) {
    case 'docx':
    case 'xlsx':
    case 'pptx':
      return stripOffice(data, kind);
    case 'pdf':
      return (await import('./pdf-clean.ts')).stripPdf(data);
    case 'ofd':
      return stripOfd(data);
    case 'zip':
      return stripArchive(data, stripHere);
    case 'jpg':
      return picture(stripJpeg(data));
    case 'png':
      return picture(stripPng(data));
    case 'csv':
    case 'txt':
      return { data, removed: [], warnings: [] };
  }
}

function picture({ data, dropped }: { readonly data: Uint8Array; readonly dropped: number }): Stripped {
  return { data, removed: dropped === 0 ? [] : [{ code: 'picture-metadata', count: 1 }], warnings: [] };
}
