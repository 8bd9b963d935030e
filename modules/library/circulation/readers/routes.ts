/** HTTP of readers: permission, one use case, its answer. */
import { organisationOf } from "#places";
import { principal } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { found, signInNeeded } from "#platform/errors";
import { by, implement } from "#platform/http";
import { may } from "../../may.ts";
import { addOldCard, endCard, issueCard } from "./cards/cards.ts";
import * as contract from "./contract.ts";
import { blockReader, editReader, endReader, moveHome } from "./desk/change-reader.ts";
import { enrolAtDesk } from "./desk/enrol-at-desk.ts";
import { findReader } from "./desk/find-reader.ts";
import { addContact, makeGroup } from "./desk/groups.ts";
import { guarantorAtDesk } from "./desk/guarantor-at-desk.ts";
import { servedAt, showAtDesk, showDesk } from "./desk/show-at-desk.ts";
import { guaranteeById } from "./guarantees/guarantee-store.ts";
import {
  decideByStaff,
  returnDeposit,
  stepBack,
  stopGuarantee,
  takeDeposit,
} from "./guarantees/guarantees.ts";
import { agreeByCode, lookAtCode, makeCode } from "./others/codes.ts";
import { endOwnProxy, stopProxy } from "./others/proxies.ts";
import { proxyById } from "./others/proxy-store.ts";
import { becomeReader } from "./own/become-reader.ts";
import { showOwn } from "./own/show-own.ts";
import { saveTerms, showTerms } from "./terms/terms.ts";

const own = by(may, "reader.own", () => ({}));
const agrees = by(may, "reader.agree", () => ({}));

/** Whose card: one's own, or that of whom one acts for. */
function whose({ actor }: Ctx): string {
  const person = principal(actor);
  if (!person) throw signInNeeded();
  return person.subject;
}

interface OfReader {
  params: { subject: string };
}
const writes = by(may, "reader.write", (ctx, { params, body }: OfReader & { body: { placeId: string } }) =>
  servedAt(ctx, { placeId: body.placeId, subject: params.subject }),
);
const takesDeposits = by(
  may,
  "reader.deposit",
  (ctx, { params, body }: OfReader & { body: { placeId: string } }) =>
    servedAt(ctx, { placeId: body.placeId, subject: params.subject }),
);
const decides = by(may, "reader.decide", (ctx, { params }: OfReader) =>
  servedAt(ctx, { placeId: null, subject: params.subject }),
);
const makes = by(may, "reader.write", (ctx, { body }: { body: { placeId: string } }) =>
  servedAt(ctx, { placeId: body.placeId, subject: null }),
);
const orgOf = async (ctx: Ctx, id: string) => ({
  orgPath: found(await organisationOf(ctx.db, id), "organisation", id).path,
});

export const readerOperations = [
  implement(contract.ownReader, { may: own, run: (ctx, { query }) => showOwn(ctx, whose(ctx), query) }),
  implement(contract.becomeReader, { may: own, run: (ctx, { body }) => becomeReader(ctx, whose(ctx), body) }),
  implement(contract.moveOwnHome, {
    may: own,
    run: async (ctx, { body }) => {
      await moveHome(ctx, whose(ctx), body.homeId);
      return {};
    },
  }),
  implement(contract.loseOwnCard, {
    may: own,
    run: (ctx) => issueCard(ctx, whose(ctx), { number: null, old: "lost" }),
  }),
  implement(contract.makeReaderCode, {
    may: agrees,
    run: (ctx, { body }) => makeCode(ctx, whose(ctx), body),
  }),
  implement(contract.lookAtReaderCode, { may: agrees, run: (ctx, { body }) => lookAtCode(ctx, body.code) }),
  implement(contract.agreeByReaderCode, {
    may: agrees,
    run: (ctx, { body }) => agreeByCode(ctx, whose(ctx), body),
  }),
  implement(contract.endOwnProxy, {
    may: own,
    run: async (ctx, { params }) => {
      await endOwnProxy(ctx, params.id, whose(ctx));
      return {};
    },
  }),
  implement(contract.stepBack, {
    may: own,
    run: async (ctx, { params }) => {
      await stepBack(ctx, params.id, whose(ctx));
      return {};
    },
  }),
  implement(contract.readerDesk, { may: by(may, "reader.desk", () => ({})), run: (ctx) => showDesk(ctx) }),
  implement(contract.findReaders, {
    may: by(may, "reader.find", (ctx, { body }) => servedAt(ctx, { placeId: body.placeId, subject: null })),
    run: async (ctx, { body }) => ({ items: await findReader(ctx, body.sign) }),
  }),
  implement(contract.deskReader, {
    may: by(may, "reader.see", (ctx, { params, query }) =>
      servedAt(ctx, { placeId: query.placeId, subject: params.subject }),
    ),
    run: (ctx, { params, query }) => showAtDesk(ctx, params.subject, query.placeId),
  }),
  implement(contract.enrolReader, { may: makes, run: (ctx, { body }) => enrolAtDesk(ctx, body) }),
  implement(contract.makeGroup, { may: makes, run: (ctx, { body }) => makeGroup(ctx, body) }),
  implement(contract.addContact, {
    may: writes,
    run: async (ctx, { params, body }) => {
      await addContact(ctx, params.subject, body.contact);
      return {};
    },
  }),
  implement(contract.endReaderProxy, {
    may: writes,
    run: async (ctx, { params }) => {
      const proxy = await proxyById(ctx.db, params.id);
      await stopProxy(ctx, found(proxy?.subject === params.subject ? proxy : null, "proxy", params.id));
      return {};
    },
  }),
  implement(contract.editReader, {
    may: writes,
    run: async (ctx, { params, body }) => {
      await editReader(ctx, params.subject, body);
      return {};
    },
  }),
  implement(contract.blockReader, {
    may: decides,
    run: async (ctx, { params, body }) => {
      await blockReader(ctx, params.subject, body);
      return {};
    },
  }),
  implement(contract.endReader, {
    may: writes,
    run: async (ctx, { params }) => {
      await endReader(ctx, params.subject);
      return {};
    },
  }),
  implement(contract.issueCard, {
    may: writes,
    run: (ctx, { params, body }) => issueCard(ctx, params.subject, body),
  }),
  implement(contract.addOldCard, {
    may: writes,
    run: async (ctx, { params, body }) => {
      await addOldCard(ctx, params.subject, body);
      return {};
    },
  }),
  implement(contract.endCard, {
    may: writes,
    run: async (ctx, { params, body }) => {
      await endCard(ctx, params.subject, body);
      return {};
    },
  }),
  implement(contract.takeDeposit, {
    may: takesDeposits,
    run: async (ctx, { params, body }) => {
      await takeDeposit(ctx, params.subject, body);
      return {};
    },
  }),
  implement(contract.returnDeposit, {
    may: takesDeposits,
    run: (ctx, { params, body }) => returnDeposit(ctx, params.subject, body),
  }),
  implement(contract.takeGuarantor, {
    may: writes,
    run: async (ctx, { params, body }) => {
      await guarantorAtDesk(ctx, params.subject, body);
      return {};
    },
  }),
  implement(contract.decideForReader, {
    may: decides,
    run: async (ctx, { params, body }) => {
      await decideByStaff(ctx, params.subject, body);
      return {};
    },
  }),
  implement(contract.stopGuarantee, {
    may: decides,
    run: async (ctx, { params }) => {
      const one = await guaranteeById(ctx.db, params.id);
      found(one?.subject === params.subject ? one : null, "guarantee", params.id);
      await stopGuarantee(ctx, params.id);
      return {};
    },
  }),
  implement(contract.readerTerms, {
    may: by(may, "reader-terms.see", (ctx, { query }) => orgOf(ctx, query.organisationId)),
    run: (ctx, { query }) => showTerms(ctx, query.organisationId),
  }),
  implement(contract.putReaderTerms, {
    may: by(may, "reader-terms.put", (ctx, { body }) => orgOf(ctx, body.organisationId)),
    run: async (ctx, { body }) => {
      await saveTerms(ctx, body);
      return {};
    },
  }),
];
