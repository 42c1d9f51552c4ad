import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { TestContext } from 'node:test';
import { ensureSystemPackages } from './system-packages.ts';

/*
 * Programs that are not ours, to look at files that are: what they find or open does not depend on our reading of a format.
 */

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
  ensureSystemPackages();
  const folder = mkdtempSync(join(tmpdir(), 'outside-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const run = (program: string, ...args: readonly string[]) =>
    execFileSync(program, args, {
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
      timeout: 180_000,
    });
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
  const inside = (path: string): string[] => {
    const to = mkdtempSync(join(folder, 'in-'));
    run('unzip', '-o', '-q', path, '-d', to);
    const names = readdirSync(to, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    return names.flatMap((one) => {
      const part = join(one.parentPath, one.name);
      if (/\.(?:docx|xlsx|pptx|ofd|pdf|jpe?g|png|csv|txt)$/i.test(one.name)) return [readable(part)];
      const text = readFileSync(part, 'utf8');
      // The bytes, and the words with the tags taken out: a value may be cut by tags.
      return [text, text.replaceAll(/<[^>]*>/g, '')];
    });
  };
  const readable = (path: string): string => {
    const said = [run('exiftool', '-a', '-u', '-G1', '-j', path)];
    if (/\.(?:docx|xlsx|pptx|ofd|zip)$/.test(path)) said.push(run('unzip', '-Zv', path), ...inside(path));
    if (path.endsWith('.pdf')) said.push(...insidePdf(path));
    if (/\.(?:csv|txt)$/.test(path)) {
      said.push(readFileSync(path, 'utf8'), new TextDecoder('gb18030').decode(readFileSync(path)));
    }
    return said.join('\n');
  };
  const insidePdf = (path: string): string[] => {
    const plain = `${path}.plain`;
    // 3: done with warnings.
    const done = spawnSync('qpdf', ['--qdf', '--object-streams=disable', path, plain]).status ?? 2;
    if (done !== 0 && done !== 3) throw new Error(`qpdf cannot read ${basename(path)}`);
    const words = (...how: string[]) => run('pdftotext', ...how, path, '-');
    const objects = readFileSync(plain, 'latin1');
    // Bytes of the file itself too: what an earlier state left behind is not in the rewritten one.
    const bytes = readFileSync(path, 'latin1');
    return [
      words('-layout'),
      words('-raw'),
      run('pdfinfo', path),
      run('pdfinfo', '-meta', path),
      bytes,
      objects,
      hexStrings(objects),
      hexStrings(bytes),
      utf16In(bytes),
    ];
  };
  return { folder, put, run, convert, readable };
}

/** Strings that a PDF keeps in hexadecimal, read as UTF-16 and as single bytes. */
function hexStrings(text: string): string {
  return [...text.matchAll(/<([0-9a-fA-F\s]{4,100000})>/g)]
    .map((one) => {
      const bytes = Buffer.from((one[1] ?? '').replaceAll(/\s/g, ''), 'hex');
      return `${new TextDecoder('utf-16be').decode(bytes)} ${bytes.toString('latin1')}`;
    })
    .join('\n');
}

/** Strings of UTF-16 among the bytes, as PDF programs write names of people. */
function utf16In(text: string): string {
  return [...text.matchAll(/\xfe\xff([^)]{2,2000})/g)]
    .map((one) => new TextDecoder('utf-16be').decode(Buffer.from(one[1] ?? '', 'latin1')))
    .join('\n');
}
