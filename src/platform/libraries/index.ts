import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Libraries that take long to load or much memory, and that many processes never need. */
type Libraries = {
  readonly '@e965/xlsx': typeof import('@e965/xlsx');
  readonly '@napi-rs/canvas': typeof import('@napi-rs/canvas');
  readonly '@peculiar/asn1-schema': typeof import('@peculiar/asn1-schema');
  readonly '@peculiar/asn1-tsp': typeof import('@peculiar/asn1-tsp');
  readonly '@peculiar/asn1-x509': typeof import('@peculiar/asn1-x509');
  readonly '@xmldom/xmldom': typeof import('@xmldom/xmldom');
  readonly 'file-type': typeof import('file-type');
  readonly mammoth: typeof import('mammoth');
  readonly nodemailer: typeof import('nodemailer');
  readonly 'opencc-js/t2cn': typeof import('opencc-js/t2cn');
  readonly otplib: typeof import('otplib');
  readonly 'pinyin-pro': typeof import('pinyin-pro');
  readonly qrcode: typeof import('qrcode');
};

const loaded = new Map<string, unknown>();

/**
 * A library, loaded when it is first asked for: call this inside the function that needs it, not at the top of a file.
 * Starting the program, and every test file, would otherwise load all of them.
 */
export function library<Name extends keyof Libraries>(name: Name): Libraries[Name] {
  const found = loaded.get(name) ?? require(name);
  loaded.set(name, found);
  return found as Libraries[Name];
}
