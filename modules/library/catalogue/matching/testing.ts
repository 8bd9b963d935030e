/** Builders of records that look the same. */
import type { TxCtx } from "#platform/ctx";
import { aBook, aFile } from "../describing/testing.ts";
import { landedBatch } from "../importing/testing.ts";
import { aKey, type Samples, theCity } from "../testing.ts";
import { merge } from "./merge.ts";

/** Two records of an organisation that look the same; the newer first. */
export async function aLikeness(ctx: TxCtx, organisationId: string) {
  const title = `疑似 ${aKey()}`;
  const bytes = await aFile(aBook(aKey(), title), aBook(aKey(), title));
  const batch = await landedBatch(theCity(ctx), { organisationId, bytes });
  return ctx.db.one<{ record: number; like: number }>`
    select record_id as record, like_id as like from library.likeness where batch_id = ${batch.id}`;
}

export const matchSamples: Samples = {
  "library.likenesses": async () => ({}),
  "library.likeness": async (ctx, organisationId) => ({ params: await aLikeness(ctx, organisationId) }),
  "library.keep-apart": async (ctx, organisationId) => ({ params: await aLikeness(ctx, organisationId) }),
  "library.merge": async (ctx, organisationId) => {
    const params = await aLikeness(ctx, organisationId);
    return { params, body: { keep: params.like } };
  },
  "library.undo-merge": async (ctx, organisationId) => {
    const { record, like } = await aLikeness(ctx, organisationId);
    return { params: await merge(theCity(ctx), { keep: like, drop: record }) };
  },
};
