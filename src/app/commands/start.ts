import { REGISTER_VERSIONS } from '#modules/catalogue';
import { findHolders, listAccounts } from '#modules/identity';
import { findRootRef } from '#modules/organisations';
import { MEND_SEARCH, REGISTER_OLD } from '#modules/publication';
import { localDateAt } from '#platform/calendar';
import { createTranslator } from '#platform/i18n';
import { addJob } from '#platform/jobs';
import type { Module } from '#platform/module';
import { buildOfficeApart, isOfficeStale } from '../build-office.ts';
import { allModules } from '../compose.ts';
import { loadDemoDistrict } from '../demo/load.ts';
import { demoMessages } from '../demo/messages.ts';
import { terminalProgress } from '../demo/progress.ts';
import { type Installation, openInstallation } from '../open.ts';
import { allJobs, serve } from '../serve.ts';
import { type ShownAccount, showDemoAccounts } from '../sign-in-pages.ts';
import { checkedConfig, explainStart, type ShellCommand } from './command.ts';
import { isReaderRole, runReader } from './reader.ts';
import { isWitnessRole, runWitness } from './witness.ts';

/** Everything: database, migrations, office interface, demonstration district, web server, worker. */
export const start: ShellCommand = {
  usage: '[--role portal|office|worker] | --role witness | --role reader',
  summary: '启动服务 / starts everything (or the named roles), until Ctrl-C',
  run: async (args) => {
    if (isReaderRole(args)) return runReader(args, stopRequest().asked);
    if (isWitnessRole(args)) return runWitness(args, stopRequest().asked);
    const config = checkedConfig(args);
    if (config === null) return 2;
    // From the first moment: a process that dies of a signal would leave its PostgreSQL behind.
    const stop = stopRequest();
    let installation: Installation | null = null;
    try {
      if (config.roles.has('office') && isOfficeStale()) {
        console.log('正在构建办公界面……/ building the office interface …');
        await stop.before(buildOfficeApart());
      }
      installation = await openInstallation(config, { exclusive: true });
      if (installation.migrated.length > 0)
        console.log(`数据库已更新 / database migrated: ${installation.migrated.length} files`);
      const modules = allModules(config);
      const accounts = config.mode === 'demo' ? await stop.before(prepareDemo(installation, modules)) : [];
      const running = await serve(installation, modules);
      if (config.roles.has('worker')) await registerWhatIsOld(installation);
      if (config.mode === 'production') await warnWithoutAdministrator(installation);
      tellReady(running.url, running.address, config.mode, accounts);
      await stop.asked;
      console.log('\n正在停止……/ stopping …');
      await running.close();
      await installation.close();
      return 0;
    } catch (error) {
      if (!(error instanceof StopAsked)) console.error(`✖ ${explainStart(error, config)}`);
      await installation?.close().catch(() => undefined);
      return error instanceof StopAsked ? 0 : 1;
    }
  },
};

/** What was public before there was a log is registered in the background. */
async function registerWhatIsOld({ worker }: Installation): Promise<void> {
  await worker.transaction(async (tx) => {
    for (const job of [REGISTER_VERSIONS, REGISTER_OLD, MEND_SEARCH]) await addJob(tx, job, {}, { key: job });
  });
}

/** What loading a world needs of an installation. */
export function loadTarget(installation: Installation, modules: readonly Module[]) {
  return {
    office: installation.office,
    worker: installation.worker,
    files: installation.files,
    rooms: new Map(modules.map((module) => [module.name, module.hears])),
    jobs: allJobs(modules, installation.files),
  };
}

async function prepareDemo(
  installation: Installation,
  modules: readonly Module[],
): Promise<readonly ShownAccount[]> {
  const t = createTranslator([demoMessages])('zh-CN');
  const began = performance.now();
  const loaded = await loadDemoDistrict(loadTarget(installation, modules), {
    today: localDateAt(new Date()),
    onProgress: terminalProgress(process.stdout, t),
  });
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(loaded.fresh ? t('demo.ready', { ...counts(loaded), seconds }) : t('demo.already'));
  const people = new Map(
    (
      await listAccounts(
        installation.office.reader,
        loaded.accounts.map((one) => one.account),
      )
    ).map((one) => [one.account, one]),
  );
  const accounts = loaded.accounts.map(({ account, password, shows }) => ({
    account,
    password,
    shows,
    name: people.get(account)?.name ?? '',
    unit: people.get(account)?.unit ?? '',
  }));
  showDemoAccounts(accounts);
  console.log(`\n${t('demo.accounts')}`);
  for (const one of accounts)
    console.log(
      `  ${one.account.padEnd(22)} ${one.password.padEnd(30)} ${one.name}（${one.unit}）${t(one.shows)}`,
    );
  return accounts;
}

function counts(loaded: { units: number; people: number; documents: number }) {
  return { units: loaded.units, people: loaded.people, documents: loaded.documents };
}

function tellReady(url: string, address: string, mode: string, accounts: readonly ShownAccount[]): void {
  console.log(`\n公开门户 / portal:  ${url}/`);
  console.log(`办公平台 / office:  ${url}/office/`);
  if (url !== address) console.log(`监听 / listening:   ${address}`);
  if (mode === 'demo' && accounts.length > 0)
    console.log('演示模式：单位、人员均为虚构 / demonstration: units and people are invented');
}

/** Every installation of `admin:create` has its root unit and a system administrator over it. */
async function warnWithoutAdministrator({ office }: Installation): Promise<void> {
  const root = await findRootRef(office.reader);
  const today = localDateAt(new Date());
  const found =
    root === undefined ? [] : await findHolders(office.reader, 'systemAdministrator', root.path, today);
  if (found.length === 0)
    console.log(
      '尚无管理员时，请运行 / no administrator yet? run:  npm run admin:create -- --account … --name … --unit …',
    );
}

class StopAsked extends Error {}

type StopRequest = {
  /** Settles when somebody asks to stop: Ctrl-C or the service manager. A second signal ends the process at once. */
  readonly asked: Promise<void>;
  /** Waits for `work`, but no longer than until somebody asks to stop; then it throws `StopAsked`. */
  readonly before: <T>(work: Promise<T>) => Promise<T>;
};

function stopRequest(): StopRequest {
  const asked = new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  const refusal = asked.then((): never => {
    throw new StopAsked();
  });
  refusal.catch(() => undefined);
  return { asked, before: (work) => Promise.race([work, refusal]) };
}
