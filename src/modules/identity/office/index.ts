import type { OfficeRoom } from '#ui/office';

export const identityOffice: OfficeRoom = { name: 'identity', screens: [], places: [] };
