/** HTTP of families and helpers: permission, one use case, its answer. */
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { by, implement } from "#platform/http";
import { ownAccount } from "../account/me.ts";
import { asker, oneself, pathOf, person } from "../asked.ts";
import { may } from "../may.ts";
import { actedFor, actsAtDesk, relationOf, startActing, stopActing } from "./acting.ts";
import { addChild } from "./children.ts";
import { joinAsGuardian, joinOwnAccount, makeFamilyCode } from "./codes.ts";
import * as contract from "./contract.ts";
import { endAtDesk, endRelation } from "./ending.ts";
import { askToHelp, confirmHelp, notePaperConsent, notePaperConsentOf } from "./help.ts";
import { familyView } from "./view.ts";

async function relationTarget(ctx: Ctx, id: string) {
  return found(await relationOf(ctx.db, id), "relation", id);
}

export const familyOperations = [
  implement(contract.family, {
    may: by(may, "account.see", oneself),
    run: (ctx, { query }) => familyView(ctx, query),
  }),
  implement(contract.addOwnChild, {
    may: by(may, "child.add", oneself),
    run: async (ctx, { body }) => {
      const { relation, subject } = await addChild(ctx, asker(ctx), body);
      return { relation, subject };
    },
  }),
  implement(contract.makeFamilyCode, {
    may: by(may, "child.share", (ctx, { params }) => relationTarget(ctx, params.id)),
    run: (ctx, { params, body }) => makeFamilyCode(ctx, params.id, body),
  }),
  implement(contract.joinFamily, {
    may: by(may, "child.add", oneself),
    run: async (ctx, { body }) => {
      const account = await ownAccount(ctx);
      await (body.as === "guardian" ? joinAsGuardian : joinOwnAccount)(ctx, account, body);
      return {};
    },
  }),
  implement(contract.askHelp, {
    may: by(may, "help.ask", oneself),
    run: (ctx, { body }) => askToHelp(ctx, asker(ctx), body),
  }),
  implement(contract.confirmHelping, {
    may: by(may, "help.ask", oneself),
    run: (ctx, { body }) => confirmHelp(ctx, asker(ctx), body),
  }),
  implement(contract.notePaper, {
    may: by(may, "paper-consent.note", (ctx, { body }) => pathOf(ctx, body.organisation)),
    run: (ctx, { body }) => notePaperConsent(ctx, body),
  }),
  implement(contract.endOneRelation, {
    may: by(may, "relation.end", (ctx, { params }) => relationTarget(ctx, params.id)),
    run: async (ctx, { params }) => {
      await endRelation(ctx, params.id);
      return {};
    },
  }),
  implement(contract.actFor, {
    may: by(may, "relation.use", (ctx, { body }) =>
      body.relation ? relationTarget(ctx, body.relation) : null,
    ),
    run: async (ctx, { body }) => {
      if (body.relation) return { acting: await startActing(ctx, body.relation) };
      await stopActing(ctx);
      return { acting: null };
    },
  }),
  implement(contract.actsForMe, {
    may: by(may, "account.keep", oneself),
    run: (ctx, { query }) => actedFor(ctx, person(ctx).subject, { after: query.after, limit: 50 }),
  }),
  implement(contract.actsAtDesk, {
    may: by(may, "identity.check", (ctx, { body }) => pathOf(ctx, body.organisation)),
    run: (ctx, { params, body }) => actsAtDesk(ctx, params.subject, body),
  }),
  implement(contract.notePaperOf, {
    may: by(may, "paper-consent.note", (ctx, { body }) => pathOf(ctx, body.organisation)),
    run: (ctx, { params, body }) => notePaperConsentOf(ctx, params.subject, body),
  }),
  implement(contract.endAtDesk, {
    may: by(may, "identity.check", (ctx, { body }) => pathOf(ctx, body.organisation)),
    run: async (ctx, { params, body }) => {
      await endAtDesk(ctx, params.subject, { ...params, ...body });
      return {};
    },
  }),
];
