/** HTTP of delivery: permission, one use case, its answer. */
import { organisationOf, placeOf } from "#places";
import { principal } from "#platform/auth";
import type { Ctx, TxCtx } from "#platform/ctx";
import { found, signInNeeded } from "#platform/errors";
import { by, implement } from "#platform/http";
import { may } from "../../may.ts";
import { goesSaid } from "../till/lend.ts";
import { bagOf, lineOfItem } from "./bag-store.ts";
import * as bring from "./bring.ts";
import { chooseDelivery, saveDoorstep, setDeliveryTerms } from "./choose.ts";
import * as contract from "./contract.ts";
import { forgetContact, saveContact } from "./doorstep.ts";
import { scanDelivery, takeOut } from "./pack.ts";
import { showDeliveries, showOwnDelivery } from "./show-deliveries.ts";

const own = by(may, "reader.own", () => ({}));
/** Whose doorstep: one's own, or that of whom one acts for. */
function whose({ actor }: Ctx): string {
  const person = principal(actor);
  if (!person) throw signInNeeded();
  return person.subject;
}

const atPlace = by(may, "delivery.work", async (ctx, { body }: { body: { placeId: string } }) =>
  found(await placeOf(ctx.db, body.placeId), "place", body.placeId),
);
const houseOf = async (ctx: Ctx, id: string) => ({
  orgPath: found(await organisationOf(ctx.db, id), "organisation", id).path,
});

type Move = { do: "pack" | "open" | "hand-over" | "delivered" | "came-back"; bringer: string };

async function moveBag(ctx: TxCtx, id: string, { do: step, bringer }: Move) {
  if (step === "hand-over") return bring.handOver(ctx, id, bringer.trim());
  const steps = {
    pack: bring.pack,
    open: bring.openAgain,
    delivered: bring.delivered,
    "came-back": bring.cameBack,
  };
  await steps[step](ctx, id);
  return { lent: 0, refused: 0 };
}

export const deliveryOperations = [
  implement(contract.ownDelivery, { may: own, run: (ctx) => showOwnDelivery(ctx, whose(ctx)) }),
  implement(contract.saveOwnDelivery, {
    may: own,
    run: async (ctx, { body }) => {
      await saveContact(ctx, whose(ctx), body);
      return {};
    },
  }),
  implement(contract.stopOwnDelivery, {
    may: own,
    run: async (ctx) => {
      await forgetContact(ctx, whose(ctx));
      return {};
    },
  }),
  implement(contract.deliveries, {
    may: by(may, "delivery.list", () => ({})),
    run: (ctx, { query }) => showDeliveries(ctx, query),
  }),
  implement(contract.chooseDelivery, {
    may: atPlace,
    run: async (ctx, { body }) => {
      await chooseDelivery(ctx, body);
      return {};
    },
  }),
  implement(contract.scanDelivery, {
    may: atPlace,
    run: async (ctx, { body }) => {
      const done = await scanDelivery(ctx, body);
      return done.is === "picked" ? done : { ...done, goes: await goesSaid(ctx, done.goes) };
    },
  }),
  implement(contract.takeFromBag, {
    may: by(may, "delivery.work", async (ctx, { body: { itemId } }) => ({
      orgPath: found(await lineOfItem(ctx.db, itemId), "item", `${itemId}`).placePath,
    })),
    run: async (ctx, { body }) => {
      await takeOut(ctx, body.itemId);
      return {};
    },
  }),
  implement(contract.moveBag, {
    may: by(may, "delivery.work", async (ctx, { params: { id } }) => ({
      orgPath: found(await bagOf(ctx.db, id), "bag", id).placePath,
    })),
    run: (ctx, { params, body }) => moveBag(ctx, params.id, body),
  }),
  implement(contract.saveDoorstep, {
    may: atPlace,
    run: async (ctx, { body }) => {
      await saveDoorstep(ctx, body);
      return {};
    },
  }),
  implement(contract.setDeliveryTerms, {
    may: by(may, "delivery.decide", (ctx, { body }) => houseOf(ctx, body.organisationId)),
    run: async (ctx, { body }) => {
      await setDeliveryTerms(ctx, body, (await houseOf(ctx, body.organisationId)).orgPath);
      return {};
    },
  }),
];
