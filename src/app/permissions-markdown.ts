import { roles } from '#kernel';
import { createTranslator } from '#platform/i18n';
import type { Module } from '#platform/module';

/** The role × action matrix as a page (IDN-2), made from the permission tables of all rooms. */
export function permissionsMarkdown(modules: readonly Module[]): string {
  const t = createTranslator(modules.flatMap((module) => module.messages))('zh-CN');
  const rows = modules.flatMap((module) =>
    Object.entries(module.permissions).map(([name, rule]) => {
      const cells = roles.map((role) => (rule.roles.includes(role) ? '●' : ''));
      const scope = rule.scope === 'unit' ? '本单位范围' : '任何单位';
      return `| \`${name}\` | ${t(`permission.${name}`)} | ${scope} | ${rule.delegable ? '可' : '否'} | ${cells.join(' | ')} |`;
    }),
  );
  return `# 权限矩阵 Role × action

Made by \`npm run generate\` from the permission tables of the rooms; do not edit. ● = the role holds the permission for
the units its grant reaches (own unit, own and below, or a line). A route that asks none of these refuses (ADR 0007).

| permission | 含义 | 范围 | 可代理 | ${roles.map((role) => t(`role.${role}`)).join(' | ')} |
|---|---|---|---|${roles.map(() => '---|').join('')}
${rows.join('\n')}
`;
}
