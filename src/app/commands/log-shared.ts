import type { Actor, PersonId } from '#kernel';
import { findHolders, findPersonByAccount } from '#modules/identity';
import { findRootRef } from '#modules/organisations';
import { messages, type SealContext } from '#modules/transparency-log';
import { localDateAt } from '#platform/calendar';
import type { CommandBase } from '#platform/command';
import { createTranslator } from '#platform/i18n';
import { allModules, logSettings, revealsOf } from '../compose.ts';
import { type Installation, openInstallation } from '../open.ts';
import { type Arguments, checkedConfig } from './command.ts';
import { explainStart } from './explain.ts';

/** What a command of the log works with. */
export type LogCommand = { readonly installation: Installation; readonly context: SealContext };

/**
 * Opens the installation for a command of the log and closes it again.
 * @param exclusive the server must be stopped
 */
export async function withLog(
  args: Arguments,
  exclusive: boolean,
  work: (command: LogCommand) => Promise<number>,
): Promise<number> {
  const config = checkedConfig({ ...args, role: [] });
  if (config === null) return 2;
  let installation: Installation | null = null;
  try {
    installation = await openInstallation(config, { exclusive });
    const modules = allModules(config);
    const settings = logSettings(config, () => revealsOf(modules));
    return await work({
      installation,
      context: { database: installation.worker, settings, now: () => new Date() },
    });
  } catch (error) {
    console.error(`✖ ${explainStart(error, config)}`);
    return 2;
  } finally {
    await installation?.close();
  }
}

/** The person at the terminal: a system administrator over the whole installation. Tells and answers null otherwise. */
export async function findOperator(
  { installation }: LogCommand,
  account: string | undefined,
): Promise<CommandBase | null> {
  const { reader } = installation.office;
  const now = new Date();
  const person = account === undefined ? undefined : await findPersonByAccount(reader, account);
  const root = await findRootRef(reader);
  const holders =
    root === undefined ? [] : await findHolders(reader, 'systemAdministrator', root.path, localDateAt(now));
  if (person === undefined || !holders.some((one) => one === person.id)) {
    console.error(
      '✖ 请用 --account 写明是哪位系统管理员。/ Name the system administrator who does this with --account.',
    );
    return null;
  }
  const actor: Actor = { person: person.id as PersonId, name: person.name, grants: [], affiliations: [] };
  return { actor, now };
}

/** A refusal of the log at the terminal, in both languages. */
export function tellRefusal(refusal: {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}): number {
  const translator = createTranslator([messages]);
  for (const locale of ['zh-CN', 'en'] as const)
    console.error(`✖ ${translator(locale)(`refusal.${refusal.code}`, refusal.params)}`);
  return 1;
}
