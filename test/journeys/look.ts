import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const root = join(import.meta.dirname, '..', '..');
const shots = join(root, 'test-results', 'shots');
const axe = readFileSync(join(root, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');

export const wide = { width: 1440, height: 900 } as const;
export const narrow = { width: 390, height: 844 } as const;
/** Long tables are cut here, in CSS pixels: a picture is for looking at. */
const TALLEST = 2600;
const PATIENCE_MS = 60_000;
/** Nobody looks at pictures of a run without people; the screens are checked all the same. */
const takesPictures = process.env['CI'] !== 'true';

/**
 * A screen as it is now, at both widths: what axe-core finds serious or critical, what is wider than the screen, and what
 * reads like a message key; and a picture kept as `test-results/shots/<name>-<width>.png`.
 */
export async function lookAt(page: Page, name: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const size of [wide, narrow]) {
    await resize(page, size);
    for (const fault of [...(await axeFaults(page)), ...(await layoutFaults(page))])
      found.push(`${name} at ${size.width} px: ${fault}`);
    if (takesPictures) await takePicture(page, size, join(shots, `${name}-${size.width}.png`));
  }
  await resize(page, wide);
  return found;
}

type Size = { readonly width: number; readonly height: number };

/** Tables become cards when the browser has told of the new width: with the next frames, not with the call. */
export async function resize(page: Page, size: Size): Promise<void> {
  await page.setViewportSize(size);
  await page.evaluate(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 0))))',
  );
  await settle(page);
}

/** As high as the content: what is fixed to an edge of the screen then stands at an edge of the picture. */
async function takePicture(page: Page, size: Size, path: string): Promise<void> {
  mkdirSync(shots, { recursive: true });
  const height = await page.evaluate<number>('document.documentElement.scrollHeight');
  await resize(page, { ...size, height: Math.min(Math.max(height, size.height), TALLEST) });
  await page.evaluate('window.scrollTo(0, 0)');
  await page.screenshot({ path });
}

/**
 * Until nothing loads and nothing moves: what is checked must be what a person reads. Asked inside the page, frame by frame;
 * Playwright's own waiting for an expression needs `eval`, which the Content-Security-Policy forbids.
 */
export async function settle(page: Page): Promise<void> {
  const failed = await page.evaluate<string | null>(`new Promise((settled) => {
    const until = performance.now() + ${PATIENCE_MS};
    const moves = () => document.getAnimations().filter((one) => one.playState === 'running'
      && one.effect?.getComputedTiming().iterations !== Infinity);
    const loads = () => document.querySelectorAll('[role=status].state, [aria-busy=true], .ant-btn-loading, .ant-select-loading');
    const look = () => {
      if (document.fonts.status === 'loaded' && loads().length === 0 && moves().length === 0) settled(null);
      else if (performance.now() > until) settled([...loads()].map((one) => one.outerHTML.slice(0, 200)).join() || 'it moves');
      else requestAnimationFrame(look);
    };
    look();
  })`);
  if (failed !== null) throw new Error(`the screen does not come to rest: ${failed}`);
}

type Violation = { readonly id: string; readonly impact: string; readonly nodes: readonly string[] };

/** What fails a journey: what keeps people from doing what they came for. */
const grave = ['serious', 'critical'] as const;

/** What axe-core finds of these weights. */
export async function axeFaults(
  page: Page,
  weights: readonly ('moderate' | 'serious' | 'critical')[] = grave,
): Promise<readonly string[]> {
  if ((await page.evaluate<string>('typeof window.axe')) === 'undefined') await page.evaluate(axe);
  const violations = await page.evaluate<
    readonly Violation[]
  >(`axe.run(document, { resultTypes: ['violations'], preload: false })
    .then(({ violations }) => violations
      .filter(({ impact }) => ${JSON.stringify(weights)}.includes(impact))
      .map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.slice(0, 4).map((one) =>
        one.html.slice(0, 200) + ' — ' + one.any.concat(one.all, one.none).map((why) => why.message).join('; ')) })))`);
  return violations.map(({ id, impact, nodes }) => `axe ${impact} ${id}:\n    ${nodes.join('\n    ')}`);
}

/** What is wider than the screen, and what reads like a message key. */
export async function layoutFaults(page: Page): Promise<readonly string[]> {
  const over = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
  const text = await page.evaluate<string>('document.body.innerText');
  // A key that found no words is shown as itself: `refusal.not-permitted`, `screening.kind.id_card_18`, `{count}`.
  const keys = text.match(
    /\b(?:refusal|problem|fault|screening\.(?:kind|reason)|calendar\.step|catalogueImport|(?:catalogue|unit|dutyS)[A-Z]\w*)\.[a-zA-Z_]\S*|\{\w+\}/g,
  );
  return [
    ...(over > 1 ? [`${over} px wider than the screen`] : []),
    ...(keys === null ? [] : [`untranslated: ${[...new Set(keys)].join(' ')}`]),
  ];
}
