/** HTTP of documents: permission, one use case, its answer. */
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { by, implement } from "#platform/http";
import { accountOf } from "../account/account.ts";
import { ownAccount } from "../account/me.ts";
import { may } from "../may.ts";
import { organisationNamed } from "../staff/grants.ts";
import { keepByGuardian } from "./by-guardian.ts";
import { askConfirmation } from "./confirm.ts";
import * as contract from "./contract.ts";
import { lookForPerson, personAtDesk, registerAtDesk, showByGuardian, showDocument } from "./desk/at-desk.ts";
import * as desk from "./desk/contract.ts";
import { openNumber } from "./desk/sealed-number.ts";
import { addDocument, removeOwnDocument } from "./documents.ts";
import { ownDocumentsView } from "./view.ts";

const oneself = () => ({});
const atOrganisation = async (ctx: Ctx, { body }: { body: { organisation: string } }) => ({
  path: (await organisationNamed(ctx, body.organisation)).path,
});

export const identityOperations = [
  implement(contract.ownDocuments, {
    may: by(may, "account.see", oneself),
    run: (ctx) => ownDocumentsView(ctx),
  }),
  implement(contract.addOwnDocument, {
    may: by(may, "document.keep", oneself),
    run: (ctx, { body }) => addDocument(ctx, body),
  }),
  implement(contract.addByGuardian, {
    may: by(may, "document.keep-for-child", oneself),
    run: async (ctx, { body }) => {
      const guardian = found(await accountOf(ctx.db, ctx.actor.account ?? ""), "account", "guardian");
      return keepByGuardian(ctx, { child: await ownAccount(ctx), guardian, shownTo: null, ...body });
    },
  }),
  implement(contract.removeDocument, {
    may: by(may, "document.keep", oneself),
    run: (ctx, { params }) => removeOwnDocument(ctx, params.id),
  }),
  implement(contract.confirmDocument, {
    may: by(may, "document.keep", oneself),
    run: (ctx, { params, body }) => askConfirmation(ctx, { document: params.id, ...body }),
  }),

  implement(desk.lookForPerson, {
    may: by(may, "identity.check", atOrganisation),
    run: (ctx, { body }) => lookForPerson(ctx, body),
  }),
  implement(desk.personAtDesk, {
    may: by(may, "identity.check", async (ctx, { query }) => atOrganisation(ctx, { body: query })),
    run: (ctx, { params }) => personAtDesk(ctx, params.subject),
  }),
  implement(desk.showDocument, {
    may: by(may, "identity.check", atOrganisation),
    run: async (ctx, { params, body }) =>
      showDocument(ctx, params.subject, { ...body, ...(await atOrganisation(ctx, { body })) }),
  }),
  implement(desk.registerAtDesk, {
    may: by(may, "identity.check", atOrganisation),
    run: (ctx, { body }) => registerAtDesk(ctx, body),
  }),
  implement(desk.showByGuardian, {
    may: by(may, "identity.check", atOrganisation),
    run: (ctx, { params, body }) => showByGuardian(ctx, params.subject, body),
  }),
  implement(desk.openDocumentNumber, {
    may: by(may, "document.open", atOrganisation),
    run: (ctx, { params, body }) => openNumber(ctx, { ...params, ...body }),
  }),
];
