/** HTTP of the programme: permission, one use case, its answer. */
import { organisationOf, wholeCity } from "#places";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { anyone, by, implement } from "#platform/http";
import { stepAsked } from "#platform/publishing";
import { cancelEvent, cancelSession } from "./changing/cancel.ts";
import { addSessions, editEvent } from "./changing/change-event.ts";
import { editSession } from "./changing/change-session.ts";
import { concernedBy } from "./changing/concerned.ts";
import { contestOperations } from "./contest/routes.ts";
import * as contract from "./contract.ts";
import { choicesFor } from "./desk/choices.ts";
import * as desk from "./desk/contract.ts";
import { listDesk } from "./desk/list-desk.ts";
import { showDesk } from "./desk/show-desk.ts";
import { createEvent, removeSession } from "./drafting/write-event.ts";
import * as store from "./event-store.ts";
import { exhibitionOperations } from "./exhibition/routes.ts";
import { feedbackOperations } from "./feedback/routes.ts";
import { eventFeed, programmeFeed } from "./finding/feed.ts";
import { listEvents } from "./finding/list-events.ts";
import { monthOfEvents } from "./finding/month.ts";
import { previewEvent, showEvent } from "./finding/show-event.ts";
import { may } from "./may.ts";
import { moveOperations } from "./moved/routes.ts";
import { onlineOperations } from "./online/routes.ts";
import { openOperations } from "./open/routes.ts";
import { setCrowdRule, setPermit, setPermitRule } from "./permit/permits.ts";
import { showPermitRules } from "./permit/show-rules.ts";
import { takeStep } from "./publishing/take-step.ts";
import { recurringOperations } from "./recurring/routes.ts";
import { reportingOperations } from "./reporting/routes.ts";
import { seriesOperations } from "./series/routes.ts";
import { series } from "./series/series-store.ts";
import { listSeries, showSeries } from "./series/show-series.ts";
import { createSeries, editSeries } from "./series/write-series.ts";
import * as sessionStore from "./session-store.ts";
import { sharingOperations } from "./sharing/routes.ts";
import { touringOperations } from "./touring/routes.ts";
import { workOperations } from "./works/routes.ts";

const organisationTarget = async (ctx: Ctx, id: string) => ({
  orgPath: found(await organisationOf(ctx.db, id), "organisation", id).path,
});
const eventTarget = async (ctx: Ctx, id: string) => found(await store.eventTarget(ctx.db, id), "event", id);
const deskTarget = async (ctx: Ctx, id: string) => ({
  ...(await eventTarget(ctx, id)),
  jointOrgPaths: (await store.jointOrganisers(ctx.db, [id])).map(({ orgPath }) => orgPath),
});
const sessionTarget = async (ctx: Ctx, id: string) =>
  found(await sessionStore.sessionTarget(ctx.db, id), "session", id);
const seriesTarget = async (ctx: Ctx, id: string) => found(await series(ctx.db, id), "series", id);

const publicOperations = [
  implement(contract.listEvents, { may: anyone, run: (ctx, { query }) => listEvents(ctx, query) }),
  implement(contract.getEvent, {
    may: anyone,
    run: (ctx, { params, query }) => showEvent(ctx, params.id, query),
  }),
  implement(contract.monthOfEvents, {
    may: anyone,
    run: (ctx, { params, query }) => monthOfEvents(ctx, { ...params, ...query }),
  }),
  implement(contract.programmeFeed, { may: anyone, run: (ctx, { query }) => programmeFeed(ctx, query) }),
  implement(contract.eventFeed, { may: anyone, run: (ctx, { params }) => eventFeed(ctx, params.id) }),
  implement(contract.getSeries, { may: anyone, run: (ctx, { params }) => showSeries(ctx, params.id) }),
  implement(contract.listSeries, { may: anyone, run: (ctx, { query }) => listSeries(ctx, query) }),
];

const deskOperations = [
  implement(desk.createEvent, {
    may: by(may, "event.begin", (ctx, { body }) => organisationTarget(ctx, body.organisationId)),
    run: (ctx, { body }) => createEvent(ctx, body),
  }),
  implement(desk.editEvent, {
    may: by(may, "event.write", (ctx, { params }) => eventTarget(ctx, params.id)),
    run: (ctx, { params, body }) => editEvent(ctx, { ...params, ...body }),
  }),
  implement(desk.addSessions, {
    may: by(may, "event.write", (ctx, { params }) => eventTarget(ctx, params.id)),
    run: (ctx, { params, body }) => addSessions(ctx, { ...params, ...body }),
  }),
  implement(desk.editSession, {
    may: by(may, "event.write", (ctx, { params }) => sessionTarget(ctx, params.id)),
    run: (ctx, { params, body }) => editSession(ctx, { ...params, ...body }),
  }),
  implement(desk.removeSession, {
    may: by(may, "event.write", (ctx, { params }) => sessionTarget(ctx, params.id)),
    run: (ctx, { params, query }) => removeSession(ctx, { sessionId: params.id, version: query.version }),
  }),
  implement(desk.stepEvent, {
    may: by(may, "event.step", async (ctx, { params, body }) => ({
      ...(await eventTarget(ctx, params.id)),
      step: body.step,
    })),
    run: (ctx, { params, body }) => takeStep(ctx, { ...params, ...stepAsked(body) }),
  }),
  implement(desk.setPermit, {
    may: by(may, "event.permit", (ctx, { params }) => eventTarget(ctx, params.id)),
    run: (ctx, { params, body }) => setPermit(ctx, { ...params, ...body }),
  }),
  implement(desk.permitRules, {
    may: anyone,
    run: (ctx) => showPermitRules(ctx),
  }),
  implement(desk.putPermitRule, {
    may: by(may, "permit-rule.put", wholeCity),
    run: async (ctx, { params, body }) => {
      await setPermitRule(ctx, params.kind, body.basis);
      return {};
    },
  }),
  implement(desk.putCrowdRule, {
    may: by(may, "permit-rule.put", wholeCity),
    run: async (ctx, { body }) => {
      await setCrowdRule(ctx, body.rule);
      return {};
    },
  }),
  implement(desk.cancelEvent, {
    may: by(may, "event.cancel", (ctx, { params }) => eventTarget(ctx, params.id)),
    run: (ctx, { params, body }) => cancelEvent(ctx, { ...params, ...body }),
  }),
  implement(desk.cancelSession, {
    may: by(may, "event.cancel", (ctx, { params }) => sessionTarget(ctx, params.id)),
    run: (ctx, { params, body }) => cancelSession(ctx, { ...params, ...body }),
  }),
  implement(desk.concernedBy, {
    may: by(may, "event.see-desk", (ctx, { params }) => deskTarget(ctx, params.id)),
    run: (ctx, { params }) => concernedBy(ctx, params.id),
  }),
  implement(desk.listDeskEvents, {
    may: by(may, "event.list-desk", () => ({})),
    run: (ctx, { query }) => listDesk(ctx, query),
  }),
  implement(desk.getDeskEvent, {
    may: by(may, "event.see-desk", (ctx, { params }) => deskTarget(ctx, params.id)),
    run: (ctx, { params, query }) => showDesk(ctx, params.id, query),
  }),
  implement(desk.previewEvent, {
    may: by(may, "event.see-desk", (ctx, { params }) => deskTarget(ctx, params.id)),
    run: (ctx, { params }) => previewEvent(ctx, params.id),
  }),
  implement(desk.eventChoices, {
    may: by(may, "event.list-desk", () => ({})),
    run: (ctx, { query }) => choicesFor(ctx, query),
  }),
  implement(desk.createSeries, {
    may: by(may, "series.begin", (ctx, { body }) => organisationTarget(ctx, body.organisationId)),
    run: (ctx, { body }) => createSeries(ctx, body),
  }),
  implement(desk.editSeries, {
    may: by(may, "series.change", (ctx, { params }) => seriesTarget(ctx, params.id)),
    run: (ctx, { params, body }) => editSeries(ctx, { ...params, ...body }),
  }),
];

export const operations = [
  ...publicOperations,
  ...deskOperations,
  ...recurringOperations,
  ...reportingOperations,
  ...sharingOperations,
  ...openOperations,
  ...exhibitionOperations,
  ...seriesOperations,
  ...contestOperations,
  ...feedbackOperations,
  ...touringOperations,
  ...workOperations,
  ...moveOperations,
  ...onlineOperations,
];
