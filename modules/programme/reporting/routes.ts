/** HTTP of reports. */
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { by, implement } from "#platform/http";
import { may } from "../may.ts";
import { sessionTarget } from "../session-store.ts";
import * as contract from "./contract.ts";
import { reportSession, sessionReports } from "./report-session.ts";

const target = async (ctx: Ctx, id: string) => found(await sessionTarget(ctx.db, id), "session", id);

export const reportingOperations = [
  implement(contract.getSessionReport, {
    may: by(may, "session.report", (ctx, { params }) => target(ctx, params.id)),
    run: (ctx, { params }) => sessionReports(ctx, params.id),
  }),
  implement(contract.reportSession, {
    may: by(may, "session.report", (ctx, { params }) => target(ctx, params.id)),
    run: (ctx, { params, body }) => reportSession(ctx, { ...params, ...body }),
  }),
];
