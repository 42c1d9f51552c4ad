import type { OfficeRoom } from '#ui/office';

export const publicationOffice: OfficeRoom = { name: 'publication', screens: [], places: [] };
