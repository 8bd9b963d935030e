/** HTTP of wishes: permission, one use case, its answer. */
import { organisationOf } from "#places";
import { audit } from "#platform/audit";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { by, implement } from "#platform/http";
import { may } from "../../may.ts";
import * as contract from "./contract.ts";
import { decideWish } from "./decide-wish.ts";
import { leaveWish, makeWish } from "./make-wish.ts";
import { showDesk, showForm, showOwn, showWish } from "./show-wishes.ts";
import { setMonthly, wishOf } from "./wish-store.ts";

const own = by(may, "wish.make", () => ({}));
const organisationTarget = async (ctx: Ctx, id: string) => {
  const { path } = found(await organisationOf(ctx.db, id), "organisation", id);
  return { orgPath: path };
};

const wishTarget = async (ctx: Ctx, { params: { id } }: { params: { id: string } }) =>
  found(await wishOf(ctx.db, id), "wish", id);

export const wishOperations = [
  implement(contract.wishForm, { may: own, run: (ctx, { query }) => showForm(ctx, query) }),
  implement(contract.makeWish, { may: own, run: (ctx, { body }) => makeWish(ctx, body) }),
  implement(contract.ownWishes, { may: own, run: (ctx) => showOwn(ctx) }),
  implement(contract.leaveWish, {
    may: own,
    run: async (ctx, { params }) => {
      await leaveWish(ctx, params.id);
      return {};
    },
  }),
  implement(contract.deskWishes, {
    may: by(may, "catalogue.list", () => ({})),
    run: (ctx, { query }) => showDesk(ctx, query),
  }),
  implement(contract.deskWish, {
    may: by(may, "acquiring.see", wishTarget),
    run: (ctx, { params }) => showWish(ctx, params.id),
  }),
  implement(contract.decideWish, {
    may: by(may, "acquiring.work", wishTarget),
    run: async (ctx, { params, body: { state, reason, record } }) => {
      await decideWish(ctx, { ...params, state, reason, recordId: record });
      return {};
    },
  }),
  implement(contract.limitWishes, {
    may: by(may, "acquiring.decide", (ctx, { body }) => organisationTarget(ctx, body.organisationId)),
    run: async (ctx, { body: { organisationId, aMonth } }) => {
      const { orgPath } = await organisationTarget(ctx, organisationId);
      await setMonthly(ctx.db, orgPath, aMonth, ctx.clock());
      await audit(ctx, {
        what: "wishes.limited",
        on: { kind: "organisation", id: organisationId },
        detail: { aMonth },
      });
      return {};
    },
  }),
];
