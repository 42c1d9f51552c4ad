import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { TestContext } from 'node:test';
import { ensureSystemPackages } from './system-packages.ts';

/*
 * Programs that are not ours, to look at files that are: what they find or open does not depend on our reading of a format.
 */

const packages = [
  { name: 'poppler-utils', proof: '/usr/bin/pdftotext' },
  { name: 'qpdf', proof: '/usr/bin/qpdf' },
  { name: 'libimage-exiftool-perl', proof: '/usr/bin/exiftool' },
  { name: 'unzip', proof: '/usr/bin/unzip' },
  { name: 'libreoffice-writer-nogui', proof: '/usr/lib/libreoffice/program/libswlo.so' },
  { name: 'libreoffice-calc-nogui', proof: '/usr/lib/libreoffice/program/libsclo.so' },
  { name: 'libreoffice-impress-nogui', proof: '/usr/lib/libreoffice/program/libsdlo.so' },
  { name: 'fonts-noto-cjk', proof: '/usr/share/fonts/opentype/noto' },
] as const;

export type OutsideTools = {
  /** A folder of this test file alone. */
  readonly folder: string;
  /** Writes bytes there. @returns the path */
  readonly put: (name: string, data: Uint8Array | string) => string;
  /** Standard output of a program; throws when it fails. */
  readonly run: (program: string, ...args: readonly string[]) => string;
  /** Converts a file with LibreOffice. @returns the bytes of the result; throws when LibreOffice cannot open it */
  readonly convert: (path: string, to: string) => Buffer;
  /** Everything a curious reader could read in a file with unzip, pdftotext, exiftool and strings. */
  readonly readable: (path: string) => string;
};

/** Installs what is missing, once; LibreOffice gets a profile of its own. */
export function outsideTools(t: Pick<TestContext, 'after'>): OutsideTools {
  ensureSystemPackages(packages);
  const folder = mkdtempSync(join(tmpdir(), 'outside-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const run = (program: string, ...args: readonly string[]) =>
    execFileSync(program, args, { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024, timeout: 180_000 });
  const put = (name: string, data: Uint8Array | string) => {
    const path = join(folder, name);
    writeFileSync(path, data);
    return path;
  };
  const convert = (path: string, to: string) => {
    const out = mkdtempSync(join(folder, 'out-'));
    const extension = to.replace(/:.*$/, '');
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
    const args = [profile, '--headless', '--norestore', '--convert-to', to, '--outdir', out, path];
    const ran = spawnSync('soffice', args, { encoding: 'utf8', timeout: 240_000 });
    const made = readdirSync(out).find((name) => name.endsWith(`.${extension}`));
    if (made === undefined)
      throw new Error(`LibreOffice did not convert ${basename(path)} to ${to}: ${ran.stdout} ${ran.stderr}`);
    return readFileSync(join(out, made));
  };
  const readable = (path: string) => {
    const said = [run('exiftool', '-a', '-u', '-G1', '-j', path)];
    if (/\.(?:docx|xlsx|pptx|ofd|zip)$/.test(path)) {
      // Of each part the bytes, and its words with the tags taken out: a value may be cut by tags.
      const parts = run('unzip', '-p', path);
      said.push(run('unzip', '-l', path), parts, parts.replaceAll(/<[^>]*>/g, ''));
    }
    if (path.endsWith('.pdf')) {
      const plain = `${path}.plain`;
      spawnSync('qpdf', ['--qdf', '--object-streams=disable', path, plain]);
      said.push(
        run('pdftotext', '-layout', path, '-'),
        run('pdftotext', '-raw', path, '-'),
        run('pdfinfo', '-meta', path),
      );
      said.push(
        run('pdfinfo', path),
        readFileSync(plain, 'latin1'),
        utf16Strings(readFileSync(plain, 'latin1')),
      );
    }
    if (/\.(?:csv|txt)$/.test(path)) said.push(readFileSync(path, 'utf8'));
    return said.join('\n');
  };
  return { folder, put, run, convert, readable };
}

/** Strings that a PDF keeps in hexadecimal, read as UTF-16 and as single bytes. */
function utf16Strings(text: string): string {
  return [...text.matchAll(/<([0-9a-fA-F\s]{4,100000})>/g)]
    .map((one) => {
      const bytes = Buffer.from((one[1] ?? '').replaceAll(/\s/g, ''), 'hex');
      return `${new TextDecoder('utf-16be').decode(bytes)} ${bytes.toString('latin1')}`;
    })
    .join('\n');
}
