import type { OfficeRoom } from '#ui/office';

export const disclosureOffice: OfficeRoom = { name: 'disclosure', screens: [], places: [] };
