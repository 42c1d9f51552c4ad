import { done, type Result, refuse, type UnitRef } from '#kernel';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import { isIndexPattern } from '../domain.ts';
import type { SiteForm } from '../forms.ts';
import { own } from '../store.ts';

/** Sets how a unit forms its index numbers from now on; numbers given stay. Null: back to the installation's rule. */
export async function setIndexRule(
  ctx: CommandContext,
  unit: UnitRef,
  pattern: string | null,
): Promise<Result<null, 'index-pattern-invalid'>> {
  if (pattern === null) {
    await own(ctx.tx).deleteFrom('publication.index_rule').where('unit', '=', unit.id).execute();
  } else {
    if (!isIndexPattern(pattern)) {
      return refuse('index-pattern-invalid', 400, { need: '{authority} {year} {serial}' }, 'pattern');
    }
    await own(ctx.tx)
      .insertInto('publication.index_rule')
      .values({ unit: unit.id, pattern })
      .onConflict((conflict) => conflict.column('unit').doUpdateSet({ pattern }))
      .execute();
  }
  await recordAudit(ctx, {
    action: 'publication.set-index-rule',
    subjectKind: 'unit',
    subject: String(unit.id),
    unit: unit.id,
    data: { pattern },
  });
  return done(null);
}

/** Sets what the site says of itself. */
export async function setSite(ctx: CommandContext, form: SiteForm): Promise<Result<SiteForm>> {
  const row = {
    name: form.name,
    host: form.host,
    operator: form.operator,
    site_code: form.siteCode,
    icp_number: form.icpNumber,
    police_number: form.policeNumber,
    phone: form.phone,
    email: form.email,
    address: form.address,
    data_terms: form.dataTerms,
    changed_at: ctx.now,
  };
  await own(ctx.tx)
    .insertInto('publication.site')
    .values(row)
    .onConflict((conflict) => conflict.column('only_row').doUpdateSet(row))
    .execute();
  await recordAudit(ctx, { action: 'publication.set-site', subjectKind: 'site', subject: 'site' });
  return done(form);
}
