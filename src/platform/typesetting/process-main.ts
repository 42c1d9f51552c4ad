import { readFileSync } from 'node:fs';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { TypesettingFault } from './faults.ts';
import { type FontSet, loadFonts } from './fonts.ts';
import { markMissing } from './missing.ts';
import type { Answer, Order, Ready, Unready } from './protocol.ts';

/* The process for typesetting: loads the fonts once, then takes an order, answers, waits for the next. */

/** A folder that is not there: templates read nothing but what an order brings. */
const ROOT = '/gongkai-typesetting';
const base = readFileSync(new URL('./templates/base.typ', import.meta.url), 'utf8');

const say = (message: Answer | Ready | Unready) => process.send?.(message);

function faultOf(error: unknown): { code: TypesettingFault['code']; message: string } {
  if (error instanceof TypesettingFault) return { code: error.code, message: error.message };
  return { code: 'bad-input', message: error instanceof Error ? error.message : String(error) };
}

function start(): { fonts: FontSet; compiler: NodeCompiler } {
  const fonts = loadFonts(process.env['GONGKAI_FONTS'] || null);
  const fontBlobs = fonts.fonts.map((one) => one.bytes);
  return { fonts, compiler: NodeCompiler.create({ workspace: ROOT, fontArgs: [{ fontBlobs }] }) };
}

type Diagnostic = { readonly message: string; readonly severity: number };

function typeset(compiler: NodeCompiler, fonts: FontSet, order: Order): Answer {
  const { text, missing } = markMissing(order.data, fonts.has);
  const paths = [...order.files].map(([name, bytes]) => {
    const path = `${ROOT}/files/${name}`;
    compiler.mapShadow(path, bytes);
    return path;
  });
  compiler.mapShadow(`${ROOT}/base.typ`, Buffer.from(base));
  compiler.mapShadow(`${ROOT}/data.json`, Buffer.from(text));
  compiler.mapShadow(`${ROOT}/main.typ`, Buffer.from(order.template));
  try {
    const made = compiler.compile({ mainFilePath: `${ROOT}/main.typ`, resetRead: true });
    if (made.result === null) {
      const error = made.takeError();
      const found = (error === null ? [] : compiler.fetchDiagnostics(error)) as readonly Diagnostic[];
      throw new TypesettingFault('bad-input', found.map((one) => one.message).join('; ') || 'no document');
    }
    const pdf = compiler.pdf(made.result, { pdfStandard: 'a-2b' });
    return { id: order.id, ok: true, pdf, pages: made.result.numOfPages, missing };
  } finally {
    for (const path of paths) compiler.unmapShadow(path);
    // What is kept between documents is bounded; words of one document do not stay for long.
    compiler.evictCache(2);
  }
}

try {
  const { fonts, compiler } = start();
  process.on('message', (order: Order) => {
    try {
      say(typeset(compiler, fonts, order));
    } catch (error) {
      say({ id: order.id, ok: false, ...faultOf(error) });
    }
  });
  say({ ready: true, fonts: fonts.fonts.map(({ role, font }) => `${role}: ${font}`), fontsKey: fonts.key });
} catch (error) {
  say({ ready: false, ...faultOf(error) });
  process.disconnect();
}
// A server that ends takes this process with it.
process.on('disconnect', () => process.exit(0));
