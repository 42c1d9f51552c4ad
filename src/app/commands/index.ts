import type { ShellCommand } from './command.ts';

const build: ShellCommand = {
  usage: '',
  summary: '构建办公界面 / builds the office interface into dist/office',
  run: async () => {
    const { buildOffice } = await import('../build-office.ts');
    await buildOffice();
    return 0;
  },
};

/** The commands of the shell by name. Each is loaded when it is asked for: what it needs is nobody else's burden. */
export const commands: Readonly<Record<string, () => Promise<ShellCommand>>> = {
  start: async () => (await import('./start.ts')).start,
  build: async () => build,
  'admin:create': async () => (await import('./create-administrator.ts')).createAdministrator,
  'demo:world': async () => (await import('./demo-world.ts')).demoWorld,
  'load:corpus': async () => (await import('./load-corpus.ts')).loadCorpusCommand,
  'log:fsck': async () => (await import('./log-fsck.ts')).logFsck,
  'log:rotate-key': async () => (await import('./log-rotate-key.ts')).logRotateKey,
  'log:accept-restore': async () => (await import('./log-accept-restore.ts')).logAcceptRestore,
  'pages:rebuild': async () => (await import('./pages-rebuild.ts')).pagesRebuildCommand,
  'export:site': async () => (await import('./export-site.ts')).exportSiteCommand,
  'search:rebuild': async () => (await import('./rebuild-search.ts')).rebuildSearchCommand,
  'similarity:rebuild': async () => (await import('./rebuild-similarity.ts')).rebuildSimilarityCommand,
  screen: async () => (await import('./screen.ts')).screen,
  'files:copy': async () => (await import('./files-copy.ts')).filesCopyCommand,
  'log:anchor': async () => (await import('./log-anchor.ts')).logAnchor,
  'witness:key': async () => (await import('./witness.ts')).witnessKeyCommand,
};
