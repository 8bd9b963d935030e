/** HTTP of the register. */
import { today } from "#platform/ctx";
import { found } from "#platform/errors";
import { anyone, by, implement } from "#platform/http";
import { named } from "#platform/i18n";
import { coveredPaths, instant, organisationTarget, placeTarget, spot } from "../asked.ts";
import { findPlaces } from "../finding/find.ts";
import { may } from "../may.ts";
import { codeChain } from "../network/division-code.ts";
import { divisionsWithin } from "../network/division-store.ts";
import { organisationsUnder } from "../network/organisation-store.ts";
import { deskView, organisationRef, placeItems, placeView } from "../views.ts";
import { changeFacility } from "./change.ts";
import * as contract from "./contract.ts";
import { endFacility } from "./end.ts";
import { moveFacility } from "./move.ts";
import { homeOf } from "./reach.ts";
import { draftFacility } from "./register.ts";

/** A division with those it lies in, from the district on. */
function fullName(code: string, names: ReadonlyMap<string, string>): string {
  const chain = codeChain(code).slice(2);
  return chain.flatMap((part) => names.get(part) ?? []).join(" › ");
}

export const facilityOperations = [
  implement(contract.getPlace, {
    may: anyone,
    run: (ctx, { params, query }) =>
      placeView(ctx, params.id, { at: instant(query.at), near: spot(query), day: query.day }),
  }),
  implement(contract.deskList, {
    may: by(may, "place.list-desk", () => ({})),
    run: async (ctx, { query }) => {
      const page = await findPlaces(ctx, { ...query, all: true, organisationPaths: coveredPaths(ctx) });
      const items = await placeItems(ctx, page.items);
      return {
        items: items.map((item, at) => {
          const place = found(page.items[at]?.place, "place", item.id);
          return {
            ...item,
            organisation: organisationRef(ctx, place),
            state: place.state,
            endedOn: place.endedOn,
          };
        }),
        next: page.next,
      };
    },
  }),
  implement(contract.deskPlace, {
    may: by(may, "place.see-desk", placeTarget),
    run: (ctx, { params, query }) => deskView(ctx, params.id, query.version),
  }),
  implement(contract.registerChoices, {
    may: by(may, "place.list-desk", () => ({})),
    run: async (ctx) => {
      const [organisations, divisions] = await Promise.all([
        organisationsUnder(ctx.db, ""),
        divisionsWithin(ctx.db, ctx.city.division, today(ctx).toString()),
      ]);
      const byPath = new Map(organisations.map((one) => [one.path, one]));
      const names = new Map(divisions.map((row) => [row.code, named(row, ctx.locale)]));
      return {
        organisations: organisations
          .filter((one) => may["place.register"](ctx.actor, one))
          .map((one) => ({
            id: one.id,
            name: named(one, ctx.locale),
            division: homeOf(one.path, byPath),
          })),
        divisions: divisions
          .filter(({ level }) => level !== "province" && level !== "city")
          .map(({ code }) => ({ code, name: fullName(code, names) })),
      };
    },
  }),
  implement(contract.registerPlace, {
    may: by(may, "place.register", (ctx, { body }) => organisationTarget(ctx, body.organisationId)),
    run: (ctx, { body }) => draftFacility(ctx, { ...body, demo: ctx.city.demo }),
  }),
  implement(contract.changePlace, {
    may: by(may, "place.change-facts", placeTarget),
    run: (ctx, { params, body }) => changeFacility(ctx, { placeId: params.id, ...body }),
  }),
  implement(contract.movePlace, {
    may: by(may, "place.move", async (ctx, { params, body }) => ({
      from: await placeTarget(ctx, { params }),
      to: body.organisationId ? await organisationTarget(ctx, body.organisationId) : null,
    })),
    run: (ctx, { params, body }) => moveFacility(ctx, params.id, body),
  }),
  implement(contract.endPlace, {
    may: by(may, "place.end", placeTarget),
    run: (ctx, { params, body: { on, ...why } }) => endFacility(ctx, params.id, on, why),
  }),
];
