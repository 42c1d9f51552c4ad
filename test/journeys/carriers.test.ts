import { after, before, describe, test } from 'node:test';
import { type Browser, chromium } from 'playwright-core';
import { browserPath } from '#test/browser';
import {
  boardJourney,
  briefJourney,
  logJourney,
  mailJourney,
  partnerJourney,
  screenJourney,
} from './carriers.ts';
import { type Journey, runJourney } from './journey.ts';
import { startSmallTown } from './small-town.ts';

/*
 * Carriers, partners, mail and the log by hand in a real browser. On a small district of its own, because days have to go by
 * and a witness has to sign; everything else is as in the other journeys.
 */

describe('carriers', { timeout: 900_000 }, () => {
  let browser: Browser;
  before(async () => {
    browser = await chromium.launch({
      executablePath: browserPath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
      ],
    });
  });
  after(() => browser.close());

  test('C what hangs, shows, is delivered, witnessed, mailed and handed out', async (t) => {
    const small = await startSmallTown(t);
    const server = {
      url: small.town.app.url,
      fresh: true,
      passwordOf: () => {
        throw new Error('nobody has a password here');
      },
    };
    const world = { server, browser, mark: '', sessionOf: small.sessionOf };
    const go = (name: string, steps: (journey: Journey) => Promise<void>) =>
      t.test(name, (s) => runJourney(s, world, name.slice(0, 2), steps));
    const title = '关于村道硬化工程进展的公示';
    await go('C1 a board is filed, registered, hung and cleared', (j) => boardJourney(j, small));
    await go('C2 a screen is paired and shows the item', (j) => screenJourney(j, title));
    await go('C3 a partner refuses, is tried again, stopped and told', (j) => partnerJourney(j, small));
    await go('C4 the log with its witnesses and anchors', logJourney);
    await go('C5 reminders and where they go', mailJourney);
    await go('C6 a brief is made, issued and read', (j) => briefJourney(j, title));
  });
});
