import { z } from 'zod';
import { done, type Result, refuse } from '#kernel';
import { findStoredFile } from '#platform/files';
import { defineRoute, type Route, type RouteContext } from '#platform/http';
import { writeCsv } from '#platform/tabular';
import { findDeviceOf } from '../devices/queries.ts';
import { listFindingsOf } from '../findings/queries.ts';
import * as forms from '../forms.ts';
import { photoMaxBytes, preparePhoto } from '../photo.ts';
import { changeCarrier, createCarrier, moveCarrier, setCarrierPhoto } from '../register/commands.ts';
import { findCarrier, findPhoto, listCarrierHistory, listCarriers } from '../register/queries.ts';
import { carrierWorkflow } from '../register/workflow.ts';
import { carrierMoves } from '../words.ts';
import { permitted, permittedList } from './access.ts';

const tag = 'carriers';

async function detailOf(ctx: RouteContext, id: string): Promise<Result<forms.CarrierDetail>> {
  const carrier = await findCarrier(ctx.read, id);
  if (carrier === undefined) return refuse('not-found', 404);
  return done({
    carrier,
    moves: carrierMoves.filter((move) => carrierWorkflow[move].from.includes(carrier.state)),
    history: await listCarrierHistory(ctx.read, id),
    device: (await findDeviceOf(ctx.read, id, ctx.now)) ?? null,
    findings: await listFindingsOf(ctx.read, id, ctx.t),
  });
}

/** A carrier that the reader may do this to. */
export async function permittedCarrier(
  ctx: RouteContext,
  permission: string,
  id: string,
): Promise<Result<forms.CarrierView>> {
  const carrier = await findCarrier(ctx.read, id);
  const decision = await permitted(ctx, permission, carrier?.unit);
  if (!decision.ok) return decision;
  return carrier === undefined ? refuse('not-found', 404) : done(carrier);
}

const list = defineRoute({
  method: 'GET',
  path: '/api/carriers',
  tag,
  summary: 'The register of carriers, as far as the reader’s roles reach',
  query: forms.carrierQuery,
  answer: forms.carrierPage,
  handle: async (ctx, { query }) => {
    const coverage = permittedList(ctx, 'carriers.view');
    return coverage.ok ? done(await listCarriers(ctx.read, coverage.value, query)) : coverage;
  },
});

const heading = [
  'number',
  'unit',
  'kind',
  'name',
  'state',
  'place',
  'floor',
  'address',
  'post',
  'phone',
  'opening',
];

const exportRegister = defineRoute({
  method: 'GET',
  path: '/api/carriers/export',
  tag,
  summary: 'The register as a CSV table',
  answer: 'file',
  handle: async (ctx) => {
    const coverage = permittedList(ctx, 'carriers.view');
    if (!coverage.ok) return coverage;
    const lines: string[][] = [];
    let cursor: string | undefined;
    do {
      const page = await listCarriers(ctx.read, coverage.value, { limit: 100, cursor });
      for (const one of page.rows)
        lines.push([
          one.number ?? '',
          one.unitName,
          ctx.t(`carriers.kind.${one.kind}`),
          one.name,
          ctx.t(`carriers.state.${one.state}`),
          one.place,
          one.floor,
          one.address,
          one.post,
          one.phone,
          one.opening,
        ]);
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    const name = `${ctx.t('carriers.register.fileName')}.csv`;
    const head = heading.map((column) => ctx.t(`carriers.field.${column}`));
    return done({ name, media: 'text/csv; charset=utf-8', body: writeCsv(head, lines) });
  },
});

const create = defineRoute({
  method: 'POST',
  path: '/api/carriers',
  tag,
  summary: 'Enter a carrier of a unit',
  body: forms.newCarrierForm,
  answer: forms.carrierDetail,
  handle: async (ctx, { body }) => {
    const unit = await permitted(ctx, 'carriers.propose', body.unit);
    if (!unit.ok) return unit;
    const made = await ctx.command((c) => createCarrier(c, unit.value, body.fields));
    return made.ok ? detailOf(ctx, made.value) : made;
  },
});

const one = defineRoute({
  method: 'GET',
  path: '/api/carriers/:id',
  tag,
  summary: 'A carrier with its history, device and findings',
  params: forms.byId,
  answer: forms.carrierDetail,
  handle: async (ctx, { params }) => {
    const carrier = await permittedCarrier(ctx, 'carriers.view', params.id);
    return carrier.ok ? detailOf(ctx, params.id) : carrier;
  },
});

const change = defineRoute({
  method: 'PUT',
  path: '/api/carriers/:id',
  tag,
  summary: 'Change a carrier; one already registered is filed anew',
  params: forms.byId,
  body: forms.changeForm,
  answer: forms.carrierDetail,
  handle: async (ctx, { params, body }) => {
    const carrier = await permittedCarrier(ctx, 'carriers.propose', params.id);
    if (!carrier.ok) return carrier;
    const made = await ctx.command((c) => changeCarrier(c, params.id, body.lockVersion, body.fields));
    return made.ok ? detailOf(ctx, params.id) : made;
  },
});

const move = defineRoute({
  method: 'POST',
  path: '/api/carriers/:id/moves',
  tag,
  summary: 'File, register, return, suspend, resume or close a carrier',
  params: forms.byId,
  body: forms.moveForm,
  answer: forms.carrierDetail,
  handle: async (ctx, { params, body }) => {
    const carrier = await permittedCarrier(ctx, carrierWorkflow[body.move].permission, params.id);
    if (!carrier.ok) return carrier;
    const moved = await ctx.command((c) => moveCarrier(c, params.id, body.move, body.reason));
    return moved.ok ? detailOf(ctx, params.id) : moved;
  },
});

const setPhoto = defineRoute({
  method: 'POST',
  path: '/api/carriers/:id/photo',
  tag,
  summary: 'The photo of a carrier; what the camera wrote into it is dropped',
  params: forms.byId,
  query: z.strictObject({ name: z.string().min(1).max(200) }),
  upload: { maxBytes: photoMaxBytes },
  answer: forms.carrierDetail,
  handle: async (ctx, { params }) => {
    const carrier = await permittedCarrier(ctx, 'carriers.propose', params.id);
    if (!carrier.ok) return carrier;
    if (ctx.upload === null) return refuse('upload-empty', 400, {}, 'file');
    const photo = await preparePhoto(ctx.upload);
    if (!photo.ok) return photo;
    const kept = await ctx.command((c) => setCarrierPhoto(c, ctx.files, params.id, photo.value));
    return kept.ok ? detailOf(ctx, params.id) : kept;
  },
});

const photo = defineRoute({
  method: 'GET',
  path: '/api/carriers/:id/photo',
  tag,
  summary: 'The photo of a carrier',
  params: forms.byId,
  answer: 'file',
  handle: async (ctx, { params }) => {
    const carrier = await permittedCarrier(ctx, 'carriers.view', params.id);
    if (!carrier.ok) return carrier;
    return pictureOf(ctx, await findPhoto(ctx.read, params.id));
  },
});

/** A kept picture as an answer. */
export async function pictureOf(
  ctx: RouteContext,
  kept: { readonly photo_sha256: string | null; readonly photo_media: string | null } | undefined,
) {
  if (kept === undefined || kept.photo_sha256 === null || kept.photo_media === null)
    return refuse('not-found', 404);
  const file = await findStoredFile(ctx.files, kept.photo_sha256);
  if (file === undefined) return refuse('not-found', 404);
  const name = `photo.${kept.photo_media === 'image/png' ? 'png' : 'jpg'}`;
  return done({ name, media: kept.photo_media, body: file.open() });
}

export const registerRoutes: readonly Route[] = [
  list,
  exportRegister,
  create,
  one,
  change,
  move,
  setPhoto,
  photo,
];
