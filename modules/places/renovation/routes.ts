/** HTTP of renovation projects. */
import { today } from "#platform/ctx";
import { anyone, by, implement } from "#platform/http";
import { coveredPaths, placeTarget, publicPlace } from "../asked.ts";
import { may } from "../may.ts";
import * as contract from "./contract.ts";
import { changeRenovation, planRenovation } from "./plan.ts";
import { placeProjects, projectsOfYear, renovationsView } from "./views.ts";
import { finishRenovation, reportProgress, startRenovation, stopRenovation } from "./work.ts";

const of = ({ id, renovation }: { id: string; renovation: string }) => ({ placeId: id, id: renovation });

export const renovationOperations = [
  implement(contract.placeRenovations, {
    may: anyone,
    run: async (ctx, input) => renovationsView(ctx, (await publicPlace(ctx, input)).id),
  }),
  implement(contract.deskPlaceRenovations, {
    may: by(may, "place.see-desk", placeTarget),
    run: async (ctx, input) => {
      const place = await placeTarget(ctx, input);
      const can = (["plan", "report"] as const).filter((what) => may[`renovation.${what}`](ctx.actor, place));
      return { items: await placeProjects(ctx, place.id), can };
    },
  }),
  implement(contract.deskRenovations, {
    may: by(may, "place.list-desk", () => ({})),
    run: (ctx, { query }) => projectsOfYear(ctx, query.year ?? today(ctx).year, coveredPaths(ctx)),
  }),
  implement(contract.planRenovation, {
    may: by(may, "renovation.plan", placeTarget),
    run: (ctx, { params, body }) => planRenovation(ctx, params.id, body),
  }),
  implement(contract.changeRenovation, {
    may: by(may, "renovation.plan", placeTarget),
    run: (ctx, { params, body }) => changeRenovation(ctx, params.id, { ...body, id: params.renovation }),
  }),
  implement(contract.startRenovation, {
    may: by(may, "renovation.plan", placeTarget),
    run: async (ctx, { params, body }) => {
      await startRenovation(ctx, of(params), body.on);
      return {};
    },
  }),
  implement(contract.reportProgress, {
    may: by(may, "renovation.report", placeTarget),
    run: async (ctx, { params, body }) => {
      await reportProgress(ctx, of(params), body);
      return {};
    },
  }),
  implement(contract.finishRenovation, {
    may: by(may, "renovation.plan", placeTarget),
    run: async (ctx, { params, body }) => {
      await finishRenovation(ctx, of(params), body);
      return {};
    },
  }),
  implement(contract.stopRenovation, {
    may: by(may, "renovation.plan", placeTarget),
    run: async (ctx, { params, body }) => {
      await stopRenovation(ctx, of(params), body);
      return {};
    },
  }),
];
