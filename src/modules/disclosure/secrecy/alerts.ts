import type { Fact, PersonId, Role, UnitId } from '#kernel';
import { findUnitRef } from '#modules/organisations';
import type { SecretMarkFound } from '#modules/screening';
import type { CommandContext } from '#platform/command';
import { notify } from '#platform/notifications';
import { people } from '../people.ts';
import { findCase } from '../store/load-case.ts';
import { getUnitNaming } from '../store/units.ts';

/** Who answers for secrecy, and who for the installation (保守国家秘密法 art. 31; 实施条例 art. 61: within 24 hours). */
const answerable: readonly Role[] = ['secrecyReviewer', 'securityAdministrator', 'committeeOffice'];

/** Hears `screening.secret-mark-found`: tells everybody who must act that there is an incident, not what the text said. */
export async function alertOfMark(ctx: CommandContext, fact: Fact): Promise<void> {
  const mark = fact.data as SecretMarkFound;
  const unit = await findUnitRef(ctx.tx, mark.unit as UnitId);
  if (unit === undefined) return;
  const told = new Set<PersonId>();
  for (const role of answerable) {
    const holders = await people().findHolders(ctx.tx, role, unit, ctx.now);
    for (const one of holders) told.add(one.person);
  }
  const { name } = await getUnitNaming(ctx.tx, unit.id);
  const params = { unit: name, reportDueAt: mark.reportDueAt };
  const link = `/incidents?unit=${unit.id}`;
  await notify(
    ctx,
    [...told].map((person) => ({ person, kind: 'screening.secret-mark', params, link })),
  );
}

type Refused = { readonly revision: string; readonly code: string };

/** Hears `publication.refused`: what screening stopped at the last moment waits for the writer and the secrecy reviewers. */
export async function alertOfChangedScreening(ctx: CommandContext, fact: Fact): Promise<void> {
  const { revision, code } = fact.data as Refused;
  if (code !== 'screening-changed' && code !== 'attachment-altered') return;
  const loaded = await findCase(ctx.tx, revision);
  if (loaded === undefined) return;
  const holders = await people().findHolders(ctx.tx, 'secrecyReviewer', loaded.unit, ctx.now);
  const told = new Set<string>([loaded.revision.created_by, ...holders.map((one) => one.person)]);
  const params = { title: loaded.revision.title, number: loaded.dossier.number };
  await notify(
    ctx,
    [...told].map((person) => ({
      person: person as PersonId,
      kind: `disclosure.${code}`,
      params,
      link: `/revisions/${revision}`,
    })),
  );
}
