/** HTTP of the till: permission, one use case, its answer. */
import { placeOf } from "#places";
import { pathsHeld } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { by, implement } from "#platform/http";
import { counterStaff, may, overrulers } from "../../may.ts";
import { ownPlaces } from "../../own-places.ts";
import { renew } from "../lending/renew.ts";
import * as contract from "./contract.ts";
import { lend, takeBack, undo } from "./lend.ts";
import { showReader } from "./reader-at-till.ts";
import { renewAllOf } from "./renew-all.ts";
import { scanAtTill } from "./scan.ts";

const tillTarget = async (ctx: Ctx, { body: { placeId } }: { body: { placeId: string } }) =>
  found(await placeOf(ctx.db, placeId), "place", placeId);

export const tillOperations = [
  implement(contract.till, {
    may: by(may, "till.list", () => ({})),
    run: async (ctx) => {
      const overruled = new Set((await ownPlaces(ctx, ...overrulers)).map(({ id }) => id));
      const houses = new Set(pathsHeld(ctx.actor, ...counterStaff));
      const { own = [], below = [] } = Object.groupBy(await ownPlaces(ctx, ...counterStaff), ({ orgPath }) =>
        houses.has(orgPath) ? "own" : "below",
      );
      const places = [...own, ...below];
      return { places: places.map(({ id, name }) => ({ id, name, mayOverrule: overruled.has(id) })) };
    },
  }),
  implement(contract.tillScan, {
    may: by(may, "till.work", tillTarget),
    run: (ctx, { body }) => scanAtTill(ctx, body),
  }),
  implement(contract.readerAtTill, {
    may: by(may, "till.work", tillTarget),
    run: (ctx, { body }) => showReader(ctx, body),
  }),
  implement(contract.checkOutCopy, {
    may: by(may, "till.lend", async (ctx, input) => ({
      orgPath: (await tillTarget(ctx, input)).orgPath,
      despite: input.body.despite !== null,
    })),
    run: (ctx, { body }) => lend(ctx, body),
  }),
  implement(contract.undoCheckOut, {
    may: by(may, "till.work", tillTarget),
    run: async (ctx, { body }) => {
      await undo(ctx, body);
      return {};
    },
  }),
  implement(contract.returnCopy, {
    may: by(may, "till.work", tillTarget),
    run: (ctx, { body }) => takeBack(ctx, body),
  }),
  implement(contract.renewLoan, {
    may: by(may, "till.work", tillTarget),
    run: async (ctx, { body }) => ({ dueOn: (await renew(ctx, body.loanId, body.placeId)).dueOn }),
  }),
  implement(contract.renewAll, {
    may: by(may, "till.work", tillTarget),
    run: (ctx, { body }) => renewAllOf(ctx, body.subject, body.placeId),
  }),
];
