import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { asFilePath } from './names.ts';
import type { Source } from './types.ts';

/** Passes everything on and keeps a copy in a folder that `gongkai-verify <folder>` can check again later, without the site. */
export function copying(source: Source, folder: string): Source {
  return {
    ...source,
    read: async (path, atMost) => {
      const answer = await source.read(path, atMost);
      const name = nameOf(path, answer.status, answer.bytes);
      if (name !== undefined) {
        const file = join(folder, name);
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, answer.bytes);
      }
      return answer;
    },
  };
}

function nameOf(path: string, status: number, bytes: Uint8Array): string | undefined {
  if (status !== 200 && status !== 410) return undefined;
  const safe = asFilePath(path);
  if (status === 410) return `${safe}.410.html`;
  const isPage = /^\s*<!doctype html/i.test(Buffer.from(bytes.subarray(0, 64)).toString('latin1'));
  const plain = safe.startsWith('/?') || safe === '/' ? `/index${safe.slice(1)}` : safe;
  return isPage && !plain.endsWith('.html') ? `${plain}.html` : plain;
}
