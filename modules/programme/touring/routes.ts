/** HTTP of touring exhibitions: permission, one use case, its answer. */
import { organisationOf } from "#places";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { anyone, by, implement } from "#platform/http";
import { answerLeg, askForLeg, cancelLeg } from "./ask.ts";
import * as contract from "./contract.ts";
import { ledgerOf, ledgerTarget } from "./ledger.ts";
import { ledgerSheet } from "./ledger-sheet.ts";
import { may } from "./may.ts";
import { beginEvent, leaveLeg, receiveLeg, sendLeg, settleCheck, takeHome } from "./on-the-way.ts";
import { legTarget, listForDesk, showLeg, showTouring, touringTarget, toursNow } from "./show-touring.ts";
import { createTouring, editTouring, offerTouring } from "./write-touring.ts";

type OfOne = { params: { id: string } };
const onTouring = (ctx: Ctx, { params }: OfOne) => touringTarget(ctx, params.id);
const onLeg = (ctx: Ctx, { params }: OfOne) => legTarget(ctx, params.id);
const onHouse = async (ctx: Ctx, { body }: { body: { organisationId: string } }) => ({
  orgPath: found(await organisationOf(ctx.db, body.organisationId), "organisation", body.organisationId).path,
});

export const touringOperations = [
  implement(contract.listTours, { may: anyone, run: (ctx) => toursNow(ctx) }),
  implement(contract.deskTourings, {
    may: by(may, "touring.list", () => ({})),
    run: (ctx) => listForDesk(ctx),
  }),
  implement(contract.deskTouring, {
    may: by(may, "touring.see", onTouring),
    run: (ctx, { params }) => showTouring(ctx, params.id),
  }),
  implement(contract.createTouring, {
    may: by(may, "touring.begin", onHouse),
    run: (ctx, { body }) => createTouring(ctx, body),
  }),
  implement(contract.editTouring, {
    may: by(may, "touring.write", onTouring),
    run: (ctx, { params, body }) => editTouring(ctx, { ...params, ...body }),
  }),
  implement(contract.offerTouring, {
    may: by(may, "touring.offer", onTouring),
    run: (ctx, { params, body }) => offerTouring(ctx, { ...params, ...body }),
  }),
  implement(contract.askForLeg, {
    may: by(may, "leg.ask", onHouse),
    run: (ctx, { params, body }) => askForLeg(ctx, { ...params, ...body }),
  }),
  implement(contract.deskLeg, {
    may: by(may, "leg.see", onLeg),
    run: (ctx, { params }) => showLeg(ctx, params.id),
  }),
  implement(contract.answerLeg, {
    may: by(may, "leg.answer", onLeg),
    run: (ctx, { params, body }) => answerLeg(ctx, { ...params, ...body }),
  }),
  implement(contract.cancelLeg, {
    may: by(may, "leg.cancel", onLeg),
    run: (ctx, { params, body }) => cancelLeg(ctx, { ...params, ...body }),
  }),
  implement(contract.sendLeg, {
    may: by(may, "leg.send", onLeg),
    run: (ctx, { params, body }) => sendLeg(ctx, { ...params, ...body }),
  }),
  implement(contract.receiveLeg, {
    may: by(may, "leg.handle", onLeg),
    run: (ctx, { params, body }) => receiveLeg(ctx, { ...params, ...body }),
  }),
  implement(contract.beginEvent, {
    may: by(may, "leg.begin-event", onLeg),
    run: (ctx, { params, body }) => beginEvent(ctx, { ...params, ...body }),
  }),
  implement(contract.leaveLeg, {
    may: by(may, "leg.handle", onLeg),
    run: (ctx, { params, body }) => leaveLeg(ctx, { ...params, ...body }),
  }),
  implement(contract.takeHome, {
    may: by(may, "leg.send", onLeg),
    run: (ctx, { params, body }) => takeHome(ctx, { ...params, ...body }),
  }),
  implement(contract.settleCheck, {
    may: by(may, "leg.settle", onLeg),
    run: async (ctx, { params, body }) => {
      await settleCheck(ctx, { ...params, ...body });
      return {};
    },
  }),
  implement(contract.exchangeLedger, {
    may: by(may, "ledger.see", (ctx, { query }) => ledgerTarget(ctx, query)),
    run: (ctx, { query }) => ledgerOf(ctx, query),
  }),
  implement(contract.ledgerSheet, {
    may: by(may, "ledger.see", (ctx, { query }) => ledgerTarget(ctx, query)),
    run: async (ctx, { query }) => (await ledgerSheet(ctx, query)).asAnswer(),
  }),
];
