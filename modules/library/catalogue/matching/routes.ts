/** HTTP of the merge desk: permission, one use case, its answer. */
import type { Ctx } from "#platform/ctx";
import { found, notFound } from "#platform/errors";
import { by, implement } from "#platform/http";
import { may } from "../../may.ts";
import { pathsOf } from "../keeping/record-store.ts";
import * as contract from "./contract.ts";
import { mergeOf } from "./match-store.ts";
import { keepApart, mergeAlike, pairOf, undoMerge } from "./merge.ts";
import { listForDesk, showLikeness } from "./show.ts";

interface OfPair {
  params: { record: number; like: number };
}

const joinTarget = async (ctx: Ctx, { params: { record, like } }: OfPair) => ({
  paths: await pathsOf(ctx.db, [record, like]),
});

export const matchOperations = [
  implement(contract.listLikenesses, {
    may: by(may, "catalogue.list", () => ({})),
    run: (ctx) => listForDesk(ctx),
  }),
  implement(contract.getLikeness, {
    may: by(may, "catalogue.list", () => ({})),
    run: (ctx, { params: { record, like } }) => showLikeness(ctx, pairOf(record, like)),
  }),
  implement(contract.keepApart, {
    may: by(may, "record.join", joinTarget),
    run: async (ctx, { params: { record, like } }) => {
      await keepApart(ctx, pairOf(record, like));
      return {};
    },
  }),
  implement(contract.mergeRecords, {
    may: by(may, "record.join", joinTarget),
    run: (ctx, { params: { record, like }, body: { keep } }) => {
      if (keep !== record && keep !== like) throw notFound("record", `${keep}`);
      return mergeAlike(ctx, { keep, drop: keep === record ? like : record });
    },
  }),
  implement(contract.undoMerge, {
    may: by(may, "record.join", async (ctx, { params: { id } }) => {
      const { keptId, mergedId } = found(await mergeOf(ctx.db, id), "merge", id);
      return { paths: await pathsOf(ctx.db, [keptId, mergedId]) };
    }),
    run: async (ctx, { params }) => {
      await undoMerge(ctx, params.id);
      return {};
    },
  }),
];
