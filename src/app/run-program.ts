import { REGISTER_VERSIONS } from '#modules/catalogue';
import { findHolders, listAccounts } from '#modules/identity';
import { findRootRef } from '#modules/organisations';
import { MEND_SEARCH, REGISTER_OLD } from '#modules/publication';
import { localDateAt } from '#platform/calendar';
import { createTranslator } from '#platform/i18n';
import { addJob } from '#platform/jobs';
import type { Module } from '#platform/module';
import { allModules } from './compose.ts';
import { demoMessages } from './demo/messages.ts';
import { terminalProgress } from './demo/progress.ts';
import { loadTarget } from './load-target.ts';
import type { Installation } from './open.ts';
import type { EarlyPortal } from './ready/early.ts';
import { serve } from './serve.ts';
import { type ShownAccount, showDemoAccounts } from './sign-in-pages.ts';
import type { StopRequest } from './stop-request.ts';

/**
 * Runs an opened installation until somebody asks to stop, and closes it.
 * @param early the web server that sends ready pages already; null: it is made now
 */
export async function runProgram(
  installation: Installation,
  early: EarlyPortal | null,
  stop: StopRequest,
): Promise<void> {
  const { config, migrated } = installation;
  if (migrated.length > 0) console.log(`数据库已更新 / database migrated: ${migrated.length} files`);
  const modules = allModules(config);
  const accounts = config.mode === 'demo' ? await stop.before(prepareDemo(installation, modules)) : [];
  const running = await serve(installation, modules, { early });
  if (config.roles.has('worker')) await registerWhatIsOld(installation);
  if (config.mode === 'production') await warnWithoutAdministrator(installation);
  tellReady(running.url, running.address, config.mode, accounts);
  await stop.asked;
  console.log('\n正在停止……/ stopping …');
  await running.close();
  await installation.close();
}

/** What was public before there was a log is registered in the background. */
async function registerWhatIsOld({ worker }: Installation): Promise<void> {
  await worker.transaction(async (tx) => {
    for (const job of [REGISTER_VERSIONS, REGISTER_OLD, MEND_SEARCH]) await addJob(tx, job, {}, { key: job });
  });
}

async function prepareDemo(
  installation: Installation,
  modules: readonly Module[],
): Promise<readonly ShownAccount[]> {
  const t = createTranslator([demoMessages])('zh-CN');
  const { loadDemoDistrict } = await import('./demo/load.ts');
  const began = performance.now();
  const loaded = await loadDemoDistrict(loadTarget(installation, modules), {
    today: localDateAt(new Date()),
    scale: installation.config.demo === 'small' ? 'small' : 'demo',
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
