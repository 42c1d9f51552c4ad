import { loadCorpus } from '../../corpus/load.ts';
import { loadDemoDistrict } from '../load.ts';
import { targetAt } from './testing.ts';

/** A loader to be killed: `<url> <secret> <folder> <today> [corpus]`. Says each stage it reaches, one line each. */
const [url = '', secret = '', folder = '', today = '', corpus] = process.argv.slice(2);
const target = await targetAt({ url, secret, folder });
const onProgress = (stage: string, done: number): void => console.log(`${stage} ${done}`);
if (corpus === undefined) await loadDemoDistrict(target, { today, scale: 'tiny', onProgress });
else await loadCorpus(target, corpus, onProgress);
await Promise.all([target.office.close(), target.worker.close()]);
