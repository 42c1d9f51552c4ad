import { done, type Result } from '#kernel';
import { createPerson, grantRole, newTemporaryPassword } from '#modules/identity';
import { createUnit, findRootRef, type UnitLevel, unitLevels } from '#modules/organisations';
import { localDateAt } from '#platform/calendar';
import { inTransaction, systemActor } from '#platform/command';
import { allModules } from '../compose.ts';
import { type Installation, openInstallation } from '../open.ts';
import { checkedConfig, type ShellCommand } from './command.ts';
import { explainStart } from './explain.ts';

/** Code of the topmost unit when the operator names none. */
const ROOT_CODE = 'ROOT';

/**
 * Makes the first people of a production installation: a system administrator by default, or with `--role` a security or
 * audit administrator (三员: three people, so three calls). The password is told once and must be changed.
 */
export const createAdministrator: ShellCommand = {
  usage:
    '--account <账号> --name <姓名> [--unit <最高单位名称> --code <单位编码> --level province|city|district|town|village] [--role systemAdministrator|securityAdministrator|auditAdministrator]',
  summary: '创建首批管理员 / makes the first administrators; run once for each of the three',
  run: async (args) => {
    const role = administratorRole(args.role?.[0]);
    const level = unitLevels.find((one) => one === (args.level ?? 'district'));
    if (args.account === undefined || args.name === undefined || role === null || level === undefined) {
      console.error(`✖ 用法 / usage: admin:create -- ${createAdministrator.usage}`);
      return 2;
    }
    const config = checkedConfig({ ...args, role: [] });
    if (config === null) return 2;
    let installation: Installation | null = null;
    try {
      installation = await openInstallation(config, { exclusive: false });
      allModules(config);
      const first = await newTemporaryPassword();
      const input = {
        account: args.account.toLowerCase(),
        name: args.name,
        unit: args.unit ?? '本级党委',
        code: args.code ?? ROOT_CODE,
        level,
        role,
      };
      const made = await makeAdministrator(installation, input, first.hash);
      if (!made.ok) {
        console.error(`✖ ${made.code} ${JSON.stringify(made.params)}`);
        return 1;
      }
      console.log(
        `账号 / account:   ${input.account}\n一次性密码 / password (told once, must be changed): ${first.password}`,
      );
      return 0;
    } catch (error) {
      console.error(`✖ ${explainStart(error, config)}`);
      return 1;
    } finally {
      await installation?.close();
    }
  },
};

const administrators = ['systemAdministrator', 'securityAdministrator', 'auditAdministrator'] as const;
type Administrator = (typeof administrators)[number];

function administratorRole(name: string | undefined): Administrator | null {
  return name === undefined ? 'systemAdministrator' : (administrators.find((one) => one === name) ?? null);
}

/** Account, root unit where there is none yet, and the role, in one transaction. */
async function makeAdministrator(
  installation: Installation,
  input: {
    readonly account: string;
    readonly name: string;
    readonly unit: string;
    readonly code: string;
    readonly level: UnitLevel;
    readonly role: Administrator;
  },
  passwordHash: string,
): Promise<Result<string>> {
  const now = new Date();
  return inTransaction(
    installation.office,
    { actor: systemActor, now },
    async (ctx): Promise<Result<string>> => {
      const root = await rootUnit(ctx, input);
      if (!root.ok) return root;
      const person = await createPerson(ctx, {
        account: input.account,
        name: input.name,
        homeUnit: root.value,
        passwordHash,
        mustChangePassword: true,
      });
      if (!person.ok) return person;
      const granted = await grantRole(ctx, person.value, {
        role: input.role,
        unit: root.value,
        reach: 'below',
        line: null,
        startsOn: localDateAt(now),
        endsOn: null,
        reason: '首批管理员',
      });
      return granted.ok ? done(person.value) : granted;
    },
  );
}

/** The topmost unit, made by the first of these calls; later ones find it, whatever they call it. */
async function rootUnit(
  ctx: Parameters<typeof createUnit>[0],
  { unit, code, level }: { readonly unit: string; readonly code: string; readonly level: UnitLevel },
): Promise<Result<number>> {
  const found = await findRootRef(ctx.tx);
  if (found !== undefined) return done(found.id);
  const made = await createUnit(ctx, {
    code,
    name: unit,
    shortName: null,
    level,
    kind: 'localPartyCommittee',
    superiorId: null,
  });
  return made;
}
