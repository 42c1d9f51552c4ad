import { z } from 'zod';
import { findRootRef } from '#modules/organisations';
import { localDateAt } from '#platform/calendar';
import type { Config } from '#platform/config';
import { createTranslator } from '#platform/i18n';
import { allModules } from '../compose.ts';
import { DEMO_SEED } from '../demo/load.ts';
import { loadWorld, type WorldOptions } from '../demo/load-world.ts';
import { openLedger } from '../demo/loading/ledger.ts';
import { inBatch } from '../demo/loading/target.ts';
import { demoMessages } from '../demo/messages.ts';
import { terminalProgress } from '../demo/progress.ts';
import { loadTarget } from '../load-target.ts';
import { type Installation, openInstallation } from '../open.ts';
import { checkedConfig, type ShellCommand } from './command.ts';
import { explainStart } from './explain.ts';

const scales = ['county', 'city', 'province'] as const;

/** What an installation was told to become; a load that was stopped goes on with just this. */
const chosen = z.strictObject({ scale: z.enum(scales), seed: z.int(), today: z.iso.date() });
type Chosen = z.infer<typeof chosen>;

/** Makes a world larger than the demonstration district. Stopped at any point, the same call goes on where it was. */
export const demoWorld: ShellCommand = {
  usage: '--scale county|city|province [--seed <n>]',
  summary:
    '生成更大的演示数据 / makes a county (3,000 units), a city (30,000) or a province (218,000); demonstration mode only',
  run: async (args) => {
    const scale = scales.find((one) => one === args.scale);
    const seed = args.seed === undefined ? DEMO_SEED : Number(args.seed);
    if (scale === undefined || !Number.isSafeInteger(seed) || seed < 0) {
      console.error(`✖ 用法 / usage: demo:world -- ${demoWorld.usage}`);
      return 2;
    }
    const config = checkedConfig(args);
    if (config === null) return 2;
    if (config.mode !== 'demo') {
      console.error('✖ 正式环境不能生成演示数据。/ No demonstration data in production mode.');
      return 2;
    }
    return makeIn(config, { scale, seed, today: localDateAt(new Date()) });
  },
};

async function makeIn(config: Config, wanted: Chosen): Promise<number> {
  let installation: Installation | null = null;
  try {
    // Alone: a server that finds a half-made world would begin its own district in it.
    installation = await openInstallation(config, { exclusive: true });
    const place = await findPlace(installation, wanted);
    if (place === null) {
      console.error(
        `✖ 此数据目录已有单位，不能再生成。请另设 GONGKAI_DATA。/ There is a world in ${config.data} already. Set GONGKAI_DATA to another folder.`,
      );
      return 1;
    }
    await make(installation, config, place);
    return 0;
  } catch (error) {
    console.error(`✖ ${explainStart(error, config)}`);
    return 1;
  } finally {
    await installation?.close();
  }
}

/** @returns what to make — what was begun before goes first —, or null when something else is there */
async function findPlace(installation: Installation, wanted: Chosen): Promise<Chosen | null> {
  const ledger = await openLedger(installation.office, 'world');
  const begun = chosen.safeParse(ledger.read('begin'));
  if (begun.success) {
    const same = begun.data.scale === wanted.scale && begun.data.seed === wanted.seed;
    return same && ledger.read('end') === undefined ? begun.data : null;
  }
  if ((await findRootRef(installation.office.reader)) !== undefined) return null;
  const demo = await openLedger(installation.office, 'demo');
  if (demo.read('begin') !== undefined) return null;
  await inBatch(installation.office, (_as, tx) => ledger.write(tx, 'begin', wanted));
  return wanted;
}

async function make(installation: Installation, config: Config, place: Chosen): Promise<void> {
  const began = performance.now();
  const t = createTranslator([demoMessages])('zh-CN');
  const options: WorldOptions = { ...place, onProgress: terminalProgress(process.stdout, t) };
  const loaded = await loadWorld(loadTarget(installation, allModules(config)), options);
  const { units, people, documents } = loaded;
  const world = await openLedger(installation.office, 'world');
  const demo = await openLedger(installation.office, 'demo');
  await inBatch(installation.office, async (_as, tx) => {
    // For the start command this is the demonstration district, loaded and done.
    await demo.write(tx, 'begin', { scale: 'demo', seed: place.seed, today: place.today });
    await demo.write(tx, 'end', { units, people, documents });
    await world.write(tx, 'end', { units, people, documents });
  });
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(t('demo.ready', { units, people, documents, seconds }));
}
