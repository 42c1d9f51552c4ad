import { buildOffice } from '../build-office.ts';
import type { ShellCommand } from './command.ts';
import { createAdministrator } from './create-administrator.ts';
import { demoWorld } from './demo-world.ts';
import { exportSiteCommand } from './export-site.ts';
import { filesCopyCommand } from './files-copy.ts';
import { loadCorpusCommand } from './load-corpus.ts';
import { logAcceptRestore } from './log-accept-restore.ts';
import { logAnchor } from './log-anchor.ts';
import { logFsck } from './log-fsck.ts';
import { logRotateKey } from './log-rotate-key.ts';
import { pagesRebuildCommand } from './pages-rebuild.ts';
import { rebuildSearchCommand } from './rebuild-search.ts';
import { rebuildSimilarityCommand } from './rebuild-similarity.ts';
import { screen } from './screen.ts';
import { start } from './start.ts';
import { witnessKeyCommand } from './witness.ts';

const build: ShellCommand = {
  usage: '',
  summary: '构建办公界面 / builds the office interface into dist/office',
  run: async () => {
    await buildOffice();
    return 0;
  },
};

/** The commands of the shell by name. */
export const commands: Readonly<Record<string, ShellCommand>> = {
  start,
  build,
  'admin:create': createAdministrator,
  'demo:world': demoWorld,
  'load:corpus': loadCorpusCommand,
  'log:fsck': logFsck,
  'log:rotate-key': logRotateKey,
  'log:accept-restore': logAcceptRestore,
  'pages:rebuild': pagesRebuildCommand,
  'export:site': exportSiteCommand,
  'search:rebuild': rebuildSearchCommand,
  'similarity:rebuild': rebuildSimilarityCommand,
  screen,
  'files:copy': filesCopyCommand,
  'log:anchor': logAnchor,
  'witness:key': witnessKeyCommand,
};
