import { done, type Result, refuse } from '#kernel';
import { getUnitRef } from '#modules/organisations';
import { normalWords } from '#platform/erasing';
import { defineRoute, type Route, type RouteContext } from '#platform/http';
import { byItem } from '../forms.ts';
import { confirmErasure } from './confirm.ts';
import { type ErasableItem, findErasableItem, listNewestAttachments, previewErasure } from './find.ts';
import {
  byErasure,
  confirmForm,
  type ErasureView,
  erasureForm,
  erasureList,
  erasurePreview,
  erasureView,
  wordsForm,
} from './forms.ts';
import { cancelErasure, isShort, proposeErasure } from './propose.ts';
import { listErasures } from './view.ts';

const tag = 'publication';

async function permitErasing(ctx: RouteContext, id: string): Promise<Result<ErasableItem>> {
  const item = await findErasableItem(ctx.read, id);
  const unit = item === undefined ? null : await getUnitRef(ctx.read, item.unit);
  const decision = ctx.permit('publication.erase', unit);
  if (!decision.ok) return decision;
  return item === undefined ? refuse('item-not-found', 404) : done(item);
}

async function answer(
  ctx: RouteContext,
  item: ErasableItem,
  made: Result<string>,
): Promise<Result<ErasureView>> {
  if (!made.ok) return made;
  const found = (await listErasures(ctx.read, item.id, ctx.actor?.person)).find(
    (one) => one.id === made.value,
  );
  return found === undefined ? refuse('not-found', 404) : done(found);
}

const wantedOf = (form: { readonly words: readonly string[]; readonly removes: readonly number[] }) => ({
  words: normalWords(form.words),
  removes: form.removes,
});

/** The words come in the body of a request and nowhere else: no address, no log and no answer repeats them. */
export const erasureRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/publications/:id/erasures',
    tag,
    summary: 'Erasures of personal data in a published item',
    params: byItem,
    answer: erasureList,
    handle: async (ctx, { params }) => {
      const item = await permitErasing(ctx, params.id);
      if (!item.ok) return item;
      const rows = [...(await listErasures(ctx.read, item.value.id, ctx.actor?.person))];
      return done({ rows, attachments: [...(await listNewestAttachments(ctx.read, item.value.id))] });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/publications/:id/erasures/preview',
    tag,
    summary: 'Every place where words stand that are to be erased; nothing is kept',
    params: byItem,
    body: wordsForm,
    answer: erasurePreview,
    handle: async (ctx, { params, body }) => {
      const item = await permitErasing(ctx, params.id);
      if (!item.ok) return item;
      const wanted = wantedOf(body);
      if (wanted.words.some(isShort)) return refuse('erasure-word-short', 400, {}, 'words');
      return done(await previewErasure(ctx.read, item.value, wanted));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/publications/:id/erasures',
    tag,
    summary: 'Ask that personal data be erased; somebody else confirms',
    params: byItem,
    body: erasureForm,
    answer: erasureView,
    handle: async (ctx, { params, body }) => {
      const item = await permitErasing(ctx, params.id);
      if (!item.ok) return item;
      const wanted = { ...wantedOf(body), ground: body.ground };
      return answer(ctx, item.value, await ctx.command((c) => proposeErasure(c, item.value, wanted)));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/publications/:id/erasures/:erasure/confirm',
    tag,
    summary: 'Confirm an erasure by writing the words again: they are erased everywhere',
    params: byErasure,
    body: confirmForm,
    answer: erasureView,
    handle: async (ctx, { params, body }) => {
      const item = await permitErasing(ctx, params.id);
      if (!item.ok) return item;
      const confirm = { item: item.value, erasure: params.erasure, words: normalWords(body.words) };
      const made = await confirmErasure(ctx.read, ctx.files, confirm, ctx.command);
      return answer(ctx, item.value, made);
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/publications/:id/erasures/:erasure',
    tag,
    summary: 'Take back an erasure that nobody has confirmed',
    params: byErasure,
    answer: erasureView,
    handle: async (ctx, { params }) => {
      const item = await permitErasing(ctx, params.id);
      if (!item.ok) return item;
      return answer(ctx, item.value, await ctx.command((c) => cancelErasure(c, item.value, params.erasure)));
    },
  }),
];
