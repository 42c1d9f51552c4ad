import type { UnitRef } from '#kernel';
import { findUnitDetails } from '#modules/organisations';
import { localDateAt } from '#platform/calendar';
import type { Reader } from '#platform/database';
import type { ScreeningContext } from './engine/page.ts';
import { readKeyAndTerms } from './store.ts';

/**
 * What is known around a unit's texts: its own published phones and address (SCR-3), the terms it and those above it keep
 * (SCR-5), today's date, and the key of fingerprints.
 */
export async function contextOfUnit(db: Reader, unit: UnitRef, now: Date): Promise<ScreeningContext> {
  const { key, terms } = await readKeyAndTerms(db, unit.path);
  const organ = await findUnitDetails(db, unit.id);
  return {
    key,
    terms,
    today: localDateAt(now),
    organPhones: (organ?.phone ?? '').split(/[,，;；、/\s]+/).filter(Boolean),
    organAddresses: organ?.address ? [organ.address] : [],
  };
}
