import { existsSync } from 'node:fs';

/** The same Chromium without the window that nobody sees: a visit takes it two thirds of the work. */
const shell = '/usr/lib/chromium/chromium-headless-shell';

/** The browser for whole journeys; Debian's `chromium` where the other package is not to be had. */
export const browserPath = existsSync(shell) ? shell : '/usr/bin/chromium';
