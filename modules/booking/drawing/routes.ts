/** HTTP of draws: permission, one use case, its answer. */
import { Temporal } from "temporal-polyfill";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { anyone, by, implement } from "#platform/http";
import { may } from "../may.ts";
import * as offerStore from "../offer-store.ts";
import * as contract from "./contract.ts";
import { confirmValue, typeValue } from "./draw-it.ts";
import * as store from "./draw-store.ts";
import { enterDraw, withdrawEntry } from "./enter.ts";
import { fileOf, sheetOf, verifierFile } from "./files.ts";
import { freezeDraw } from "./freeze.ts";
import { joinEntry, leaveEntry } from "./join-entry.ts";
import { callOffDraw, makeDraw } from "./make-draw.ts";
import { candidateList, deskList, deskView, drawList, drawView, resultsView } from "./show.ts";
import { ownDraws, ownEntry } from "./show-own.ts";

const ofDraw = async (ctx: Ctx, drawId: string) => found(await store.draw(ctx.db, drawId), "draw", drawId);
const at = Temporal.Instant.from;

export const drawingOperations = [
  implement(contract.listDraws, { may: anyone, run: (ctx) => drawList(ctx) }),
  implement(contract.getDraw, { may: anyone, run: (ctx, { params }) => drawView(ctx, params.drawId) }),
  implement(contract.drawResults, {
    may: anyone,
    run: async (ctx, { params, query }) => {
      await ofDraw(ctx, params.drawId);
      return resultsView(ctx, params.drawId, query);
    },
  }),
  implement(contract.drawFile, {
    may: anyone,
    run: async (ctx, { params, query }) => (await fileOf(ctx, params.drawId, query.of)).asAnswer(),
  }),
  implement(contract.drawVerifier, {
    may: anyone,
    run: async (_ctx, { params }) => (await verifierFile(params.form)).asAnswer(),
  }),
  implement(contract.myDraw, {
    may: by(may, "claim.see-own", () => ({})),
    run: (ctx, { params }) => ownEntry(ctx, params.drawId),
  }),
  implement(contract.myDraws, {
    may: by(may, "claim.see-own", () => ({})),
    run: (ctx) => ownDraws(ctx),
  }),
  implement(contract.enterDraw, {
    may: by(may, "draw.enter", () => ({})),
    run: (ctx, { params, body }) => enterDraw(ctx, { ...params, ...body }),
  }),
  implement(contract.withdrawEntry, {
    may: by(may, "draw.enter", () => ({})),
    run: (ctx, { params }) => withdrawEntry(ctx, params.drawId),
  }),
  implement(contract.joinEntry, {
    may: by(may, "draw.enter", () => ({})),
    run: (ctx, { body }) => joinEntry(ctx, body.code),
  }),
  implement(contract.leaveEntry, {
    may: by(may, "draw.enter", () => ({})),
    run: (ctx, { params, body }) => leaveEntry(ctx, { ...params, ...body }),
  }),
  implement(contract.drawCandidates, {
    may: by(may, "draw.list", () => ({})),
    run: (ctx) => candidateList(ctx),
  }),
  implement(contract.makeADraw, {
    // The first stands for all: offers of several organisations are refused.
    may: by(may, "draw.make", async (ctx, { body }) => {
      const [first = ""] = body.offerIds;
      return found(await offerStore.offer(ctx.db, first), "offer", first);
    }),
    run: (ctx, { body }) =>
      makeDraw(ctx, {
        ...body,
        opensAt: at(body.opensAt),
        closesAt: at(body.closesAt),
        knownFrom: at(body.knownFrom),
        revealBy: at(body.revealBy),
        confirmBy: body.confirmBy === null ? null : at(body.confirmBy),
      }),
  }),
  implement(contract.freezeADraw, {
    may: by(may, "draw.make", (ctx, { params }) => ofDraw(ctx, params.drawId)),
    run: (ctx, { params }) => freezeDraw(ctx, params.drawId),
  }),
  implement(contract.typeDrawValue, {
    may: by(may, "draw.witness", (ctx, { params }) => ofDraw(ctx, params.drawId)),
    run: (ctx, { params, body }) => typeValue(ctx, params.drawId, body.value),
  }),
  implement(contract.confirmDrawValue, {
    may: by(may, "draw.witness", (ctx, { params }) => ofDraw(ctx, params.drawId)),
    run: (ctx, { params, body }) => confirmValue(ctx, params.drawId, body.value),
  }),
  implement(contract.callOffADraw, {
    may: by(may, "draw.make", (ctx, { params }) => ofDraw(ctx, params.drawId)),
    run: (ctx, { params, body }) => callOffDraw(ctx, params.drawId, body.reason),
  }),
  implement(contract.deskDraws, { may: by(may, "draw.list", () => ({})), run: (ctx) => deskList(ctx) }),
  implement(contract.deskDraw, {
    may: by(may, "draw.witness", (ctx, { params }) => ofDraw(ctx, params.drawId)),
    run: (ctx, { params }) => deskView(ctx, params.drawId),
  }),
  implement(contract.drawSheet, {
    may: by(may, "draw.witness", (ctx, { params }) => ofDraw(ctx, params.drawId)),
    run: async (ctx, { params }) => (await sheetOf(ctx, params.drawId)).asAnswer(),
  }),
];
