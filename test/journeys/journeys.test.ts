import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Browser, chromium } from 'playwright-core';
import { browserPath } from '#test/browser';
import { administrationJourney } from './administration.ts';
import { catalogueJourney } from './catalogue.ts';
import { fiveClicksJourney } from './five-clicks.ts';
import { type JourneyWorld, runJourney } from './journey.ts';
import { majorMatterJourney } from './major-matter.ts';
import { portalJourney } from './portal.ts';
import { preferencesJourney } from './preferences.ts';
import { processDesignJourney } from './process-design.ts';
import { type PublishedText, publishingJourney } from './publishing.ts';
import { startDemoServer } from './server.ts';
import { signingJourney } from './signing.ts';
import { twoEditorsJourney } from './two-editors.ts';
import { urgentJourney } from './urgent.ts';
import { withheldJourney } from './withheld.ts';

/*
 * The main job by hand in a real browser, on one server started as a user starts it. Pictures of every screen at both
 * widths are left in test-results/shots.
 */

const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

describe('journeys', { timeout: 1_800_000 }, () => {
  const closers: (() => unknown)[] = [];
  let browser: Browser | null = null;
  let world: JourneyWorld | null = null;

  before(async () => {
    const server = await startDemoServer({ after: (close: () => unknown) => void closers.unshift(close) });
    browser = await chromium.launch({ executablePath: browserPath, args: chromiumArguments });
    // Journeys find their own things by it on a server on which they ran before.
    const mark = server.fresh ? '' : Date.now().toString(36).slice(-5);
    world = { server, browser, mark };
  });

  after(async () => {
    await browser?.close();
    for (const close of closers) await close();
  });

  const here = (): JourneyWorld => {
    assert.ok(world !== null, 'the server is ready');
    return world;
  };

  test('J1 a town brings its catalogue from a spreadsheet into force', async (t) => {
    await runJourney(t, here(), 'J1', (journey) => catalogueJourney(journey, (words) => t.diagnostic(words)));
  });

  let published: PublishedText | null = null;
  test('J2 a village clerk brings a text, four people look at it, it is public', async (t) => {
    await runJourney(t, here(), 'J2', async (journey) => {
      published = await publishingJourney(journey);
    });
  });

  test('J3 everybody meets it on the portal in its scope, corrected, and withdrawn', async (t) => {
    const text = published;
    assert.ok(text !== null, 'J2 has published the text that is met here');
    await runJourney(t, here(), 'J3', (journey) => portalJourney(journey, text));
  });

  test('J4 the district sees every unit; administrators do their work; the keyboard is enough', async (t) => {
    await runJourney(t, here(), 'J4', administrationJourney);
  });

  test('J5 two editors at once are both told and nobody’s text is lost', async (t) => {
    await runJourney(t, here(), 'J5', twoEditorsJourney);
  });

  test('J6 everybody reads the portal: larger print, on paper, in English', async (t) => {
    await runJourney(t, here(), 'J6', preferencesJourney);
  });

  test('K1 from a file on the desktop to a submitted proposal in five acts', async (t) => {
    await runJourney(t, here(), 'K1', (journey) =>
      fiveClicksJourney(journey, (words) => t.diagnostic(words)),
    );
  });

  test('K3 a major matter in three stages, inside first and then outside', async (t) => {
    await runJourney(t, here(), 'K3', majorMatterJourney);
  });

  test('K4 urgent first and reviewed by others afterwards', async (t) => {
    await runJourney(t, here(), 'K4', urgentJourney);
  });

  test('K4 what is withheld comes back on its day', async (t) => {
    await runJourney(t, here(), 'K4-withheld', withheldJourney);
  });

  test('K2 everybody signs what they see: returned, compared, asked for, lent, passed on, sent up', async (t) => {
    await runJourney(t, here(), 'K2', signingJourney);
  });

  // The last one: villages without a process of their own follow their town's from here on.
  test('K5 an administrator designs a process; cases under way keep theirs', async (t) => {
    await runJourney(t, here(), 'K5', processDesignJourney);
  });
});
