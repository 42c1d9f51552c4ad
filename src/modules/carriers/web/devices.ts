import { done } from '#kernel';
import { defineRoute, type Route } from '#platform/http';
import { confirmPairing, revokeDevice, setDevice } from '../devices/pairing.ts';
import { listDevices } from '../devices/queries.ts';
import * as forms from '../forms.ts';
import { permittedList } from './access.ts';
import { permittedCarrier } from './register.ts';

const tag = 'carriers';

const list = defineRoute({
  method: 'GET',
  path: '/api/carriers/devices',
  tag,
  summary: 'Screens and kiosks with what they last said',
  answer: forms.deviceList,
  handle: async (ctx) => {
    const coverage = permittedList(ctx, 'carriers.view');
    return coverage.ok ? done({ rows: await listDevices(ctx.read, coverage.value, ctx.now) }) : coverage;
  },
});

const pair = defineRoute({
  method: 'POST',
  path: '/api/carriers/:id/device',
  tag,
  summary: 'Pair a screen or kiosk by the code it shows',
  params: forms.byId,
  body: forms.pairForm,
  answer: forms.deviceList,
  handle: async (ctx, { params, body }) => {
    const carrier = await permittedCarrier(ctx, 'carriers.run-devices', params.id);
    if (!carrier.ok) return carrier;
    const made = await ctx.command((c) => confirmPairing(c, params.id, body.code));
    return made.ok
      ? done({ rows: await listDevices(ctx.read, ctx.coverage('carriers.view'), ctx.now) })
      : made;
  },
});

const set = defineRoute({
  method: 'PUT',
  path: '/api/carriers/:id/device',
  tag,
  summary: 'What a screen shows and when its silence is a finding; a new key on demand',
  params: forms.byId,
  body: forms.deviceForm,
  answer: forms.deviceList,
  handle: async (ctx, { params, body }) => {
    const carrier = await permittedCarrier(ctx, 'carriers.run-devices', params.id);
    if (!carrier.ok) return carrier;
    const made = await ctx.command((c) => setDevice(c, params.id, body));
    return made.ok
      ? done({ rows: await listDevices(ctx.read, ctx.coverage('carriers.view'), ctx.now) })
      : made;
  },
});

const revoke = defineRoute({
  method: 'DELETE',
  path: '/api/carriers/:id/device',
  tag,
  summary: 'Revoke the key of a screen or kiosk',
  params: forms.byId,
  answer: forms.deviceList,
  handle: async (ctx, { params }) => {
    const carrier = await permittedCarrier(ctx, 'carriers.run-devices', params.id);
    if (!carrier.ok) return carrier;
    const made = await ctx.command((c) => revokeDevice(c, params.id));
    return made.ok
      ? done({ rows: await listDevices(ctx.read, ctx.coverage('carriers.view'), ctx.now) })
      : made;
  },
});

export const deviceRoutes: readonly Route[] = [list, pair, set, revoke];
