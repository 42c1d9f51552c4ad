import type { Reader } from '#platform/database';
import type { SiteFacts } from '#ui/portal';
import { own } from '../store.ts';
import { findRootUnit } from './units.ts';

/** What the site says of itself. Before anybody has set it: the product's name and the topmost unit, nothing made up. */
export async function getSite(db: Reader): Promise<SiteFacts> {
  const row = await own(db).selectFrom('publication.site').selectAll().executeTakeFirst();
  if (row === undefined) return { ...unnamedSite, host: (await findRootUnit(db))?.name ?? unnamedSite.host };
  return {
    name: row.name,
    host: row.host,
    operator: row.operator,
    siteCode: row.site_code,
    icpNumber: row.icp_number,
    policeNumber: row.police_number,
    phone: row.phone,
    email: row.email,
    address: row.address,
  };
}

/** Terms under which open data may be used again; null until the installation has said so. */
export async function findDataTerms(db: Reader): Promise<string | null> {
  const row = await own(db).selectFrom('publication.site').select('data_terms').executeTakeFirst();
  return row?.data_terms ?? null;
}

const unnamedSite: SiteFacts = {
  name: '公开',
  host: '—',
  operator: null,
  siteCode: null,
  icpNumber: null,
  policeNumber: null,
  phone: null,
  email: null,
  address: null,
};
