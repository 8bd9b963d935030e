/** HTTP of observed openings. */
import { anyone, by, implement } from "#platform/http";
import { coveredPaths, instant, placeTarget, publicPlace, wholeCity } from "../asked.ts";
import { may } from "../may.ts";
import * as contract from "./contract.ts";
import { addDevice, heartbeat, retireDevice } from "./devices.ts";
import { tolerances } from "./observation-store.ts";
import { observeOpening, reportShut, withdrawObservation } from "./observe.ts";
import { setTolerance } from "./tolerance.ts";
import { deskOpeningsView, deskPlaceOpeningsView, openingsView } from "./views.ts";

export const observedOperations = [
  implement(contract.placeOpenings, {
    may: anyone,
    run: async (ctx, { params, query }) => openingsView(ctx, (await publicPlace(ctx, { params })).id, query),
  }),
  implement(contract.reportShut, {
    may: anyone,
    run: async (ctx, { params, body }) => {
      await publicPlace(ctx, { params });
      await reportShut(ctx, params.id, { reason: body.reason, at: instant(body.at, "/body/at") });
      return {};
    },
  }),
  implement(contract.deskOpenings, {
    may: by(may, "place.list-desk", () => ({})),
    run: (ctx, { query }) => deskOpeningsView(ctx, { ...query, organisationPaths: coveredPaths(ctx) }),
  }),
  implement(contract.deskPlaceOpenings, {
    may: by(may, "place.see-desk", placeTarget),
    run: async (ctx, input) => deskPlaceOpeningsView(ctx, await placeTarget(ctx, input)),
  }),
  implement(contract.observeOpening, {
    may: by(may, "place.observe", placeTarget),
    run: (ctx, { params, body }) =>
      observeOpening(ctx, params.id, { what: body.what, at: instant(body.at, "/body/at"), how: "clerk" }),
  }),
  implement(contract.withdrawObservation, {
    may: by(may, "place.observe", placeTarget),
    run: async (ctx, { params }) => {
      await withdrawObservation(ctx, params.id, params.observation);
      return {};
    },
  }),
  implement(contract.addDoorDevice, {
    may: by(may, "place.change", placeTarget),
    run: (ctx, { params, body }) => addDevice(ctx, params.id, body.name),
  }),
  implement(contract.retireDoorDevice, {
    may: by(may, "place.change", placeTarget),
    run: async (ctx, { params }) => {
      await retireDevice(ctx, params.id, params.device);
      return {};
    },
  }),
  implement(contract.doorHeartbeat, { may: anyone, run: (ctx, { body }) => heartbeat(ctx, body) }),
  implement(contract.openingTolerances, {
    may: anyone,
    run: async (ctx) => {
      const [items, city] = await Promise.all([tolerances(ctx.db), wholeCity(ctx)]);
      return { items, can: may["opening-tolerance.put"](ctx.actor, city) ? ["change" as const] : [] };
    },
  }),
  implement(contract.putOpeningTolerance, {
    may: by(may, "opening-tolerance.put", wholeCity),
    run: async (ctx, { params, body }) => {
      await setTolerance(ctx, { since: params.since, ...body });
      return {};
    },
  }),
];
