import type { OfficeRoom } from '#ui/office';

export const catalogueOffice: OfficeRoom = { name: 'catalogue', screens: [], places: [] };
