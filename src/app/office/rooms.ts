import type { OfficeRoom } from '#ui/office';
import { carriersOffice } from '../../modules/carriers/office/index.ts';
import { catalogueOffice } from '../../modules/catalogue/office/index.ts';
import { disclosureOffice } from '../../modules/disclosure/office/index.ts';
import { identityOffice } from '../../modules/identity/office/index.ts';
import { organisationsOffice } from '../../modules/organisations/office/index.ts';
import { publicationOffice } from '../../modules/publication/office/index.ts';
import { screeningOffice } from '../../modules/screening/office/index.ts';
import { subscriptionsOffice } from '../../modules/subscriptions/office/index.ts';
import { transparencyLogOffice } from '../../modules/transparency-log/office/index.ts';
import { calendarOffice } from './calendar/index.ts';

/** The rooms with screens, in the order of their places in the navigation. */
export const officeRooms: readonly OfficeRoom[] = [
  disclosureOffice,
  publicationOffice,
  carriersOffice,
  catalogueOffice,
  organisationsOffice,
  identityOffice,
  screeningOffice,
  transparencyLogOffice,
  subscriptionsOffice,
  calendarOffice,
];
