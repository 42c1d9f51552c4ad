import type { OfficeRoom } from '#ui/office';

export const organisationsOffice: OfficeRoom = { name: 'organisations', screens: [], places: [] };
