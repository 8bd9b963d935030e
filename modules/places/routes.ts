/** HTTP of places: permission, one use case, its answer. */

import { Temporal } from "temporal-polyfill";
import type { CoordinateSystem } from "#libs/coordinates";
import { type Ctx, today } from "#platform/ctx";
import { found, invalid } from "#platform/errors";
import { anyone, by, implement } from "#platform/http";
import { named } from "#platform/i18n";
import * as contract from "./contract.ts";
import { changeFacility } from "./facility/change.ts";
import { announceClosure, liftClosure } from "./facility/closures.ts";
import { endFacility } from "./facility/end.ts";
import { facilities } from "./facility/facility-store.ts";
import { kinds } from "./facility/kind-store.ts";
import { putKind } from "./facility/kinds.ts";
import { moveFacility } from "./facility/move.ts";
import { registerFacility } from "./facility/register.ts";
import { addSpace, changeSpace, retireSpace } from "./facility/spaces.ts";
import { findPlaces } from "./finding/find.ts";
import { countsByKind } from "./finding/find-store.ts";
import { mapAround } from "./finding/map-around.ts";
import { placesNearby } from "./finding/nearby.ts";
import { may } from "./may.ts";
import { canonicalCode, codeChain } from "./network/division-code.ts";
import {
  divisionsOn,
  historyOfDivision,
  populationBases,
  populationsOf,
  successionsOf,
} from "./network/division-store.ts";
import {
  type Organisation,
  organisationOf,
  organisationsUnder,
  rootPaths,
} from "./network/organisation-store.ts";
import { addOrganisation } from "./network/organisations.ts";
import { deskView, filtersView, organisationRef, placeItems, placeView } from "./views.ts";

async function placeTarget(ctx: Ctx, { params }: { params: { id: string } }) {
  return found((await facilities(ctx.db, [params.id]))[0], "place", params.id);
}

async function organisationTarget(ctx: Ctx, id: string) {
  return found(await organisationOf(ctx.db, id), "organisation", id);
}

const instant = (text: string | undefined) => (text === undefined ? undefined : Temporal.Instant.from(text));

/** The point somebody asks from: both halves or none. */
function spot(query: { lon?: number; lat?: number; system?: CoordinateSystem }) {
  const { lon, lat, system = "WGS-84" } = query;
  if (lon === undefined && lat === undefined) return undefined;
  if (lon === undefined || lat === undefined) {
    throw invalid([{ field: lon === undefined ? "/query/lon" : "/query/lat", id: "missing" }]);
  }
  return { system, lon, lat };
}

const organisationView = (ctx: Ctx, { names, ...one }: Organisation) => ({
  ...one,
  name: named({ name: one.name, names }, ctx.locale),
});

/** A division with those it lies in, from the district on. */
function fullName(code: string, names: ReadonlyMap<string, string>): string {
  const chain = codeChain(code).slice(2);
  return chain.flatMap((part) => names.get(part) ?? []).join(" › ");
}

/** Where the actor's roles lie: what a desk list shows. */
const coveredPaths = ({ actor }: Ctx) =>
  actor.grants.filter(({ role }) => ["clerk", "editor", "manager"].includes(role)).map(({ path }) => path);

export const operations = [
  implement(contract.listPlaces, {
    may: anyone,
    run: async (ctx, { query }) => {
      const page = await findPlaces(ctx, { ...query, at: instant(query.at), near: spot(query) });
      return { items: await placeItems(ctx, page.items), next: page.next };
    },
  }),
  implement(contract.nearbyPlaces, {
    may: anyone,
    run: (ctx, { query }) =>
      placesNearby(ctx, { ...query, at: instant(query.at), system: query.system ?? "WGS-84" }),
  }),
  implement(contract.placesMap, {
    may: anyone,
    run: async (ctx, { query }) => ({
      map: await mapAround(ctx, { ...query, middle: query.middle ?? "reader" }),
    }),
  }),
  implement(contract.getPlace, {
    may: anyone,
    run: (ctx, { params, query }) => placeView(ctx, params.id, { at: instant(query.at), near: spot(query) }),
  }),
  implement(contract.listFilters, { may: anyone, run: (ctx) => filtersView(ctx) }),
  implement(contract.listKinds, {
    may: anyone,
    run: async (ctx) => {
      const [all, counts] = await Promise.all([kinds(ctx.db), countsByKind(ctx.db)]);
      const places = new Map(counts.map(({ kind, count }) => [kind, count]));
      return {
        items: all.map((kind) => ({
          ...kind,
          says: named(kind, ctx.locale),
          places: places.get(kind.code) ?? 0,
        })),
      };
    },
  }),
  implement(contract.putKind, {
    may: by(may, "kind.put", async (ctx) => ({ rootPaths: await rootPaths(ctx.db) })),
    run: (ctx, { params, body }) => putKind(ctx, { ...body, code: params.code }),
  }),
  implement(contract.listDivisions, {
    may: anyone,
    run: async (ctx, { query }) => {
      const on = query.on ?? today(ctx).toString();
      const parent = query.parent === undefined ? null : canonicalCode(query.parent);
      if (query.parent !== undefined && parent === null)
        throw invalid([{ field: "/query/parent", id: "division.code" }]);
      const rows = await divisionsOn(ctx.db, { day: on, parent });
      return {
        on,
        items: rows.map(({ code, parentCode, level, kind, from, to, ...row }) => ({
          code,
          parentCode,
          level,
          name: named(row, ctx.locale),
          kind,
          from,
          to,
        })),
      };
    },
  }),
  implement(contract.getDivision, {
    may: anyone,
    run: async (ctx, { params }) => {
      const code = canonicalCode(params.code) ?? params.code;
      const [history, links, populations, bases] = await Promise.all([
        historyOfDivision(ctx.db, code),
        successionsOf(ctx.db, code),
        populationsOf(ctx.db, [code]),
        populationBases(ctx.db),
      ]);
      found(history[0], "division", params.code);
      const says = new Map(bases.map((basis) => [basis.id, named(basis, ctx.locale)]));
      return {
        code,
        history: history.map(({ id: _, names, name, ...row }) => ({
          ...row,
          name: named({ name, names }, ctx.locale),
        })),
        links: links.map(({ fromCode, toCode, how, onDay }) => ({
          from: fromCode,
          to: toCode,
          how,
          on: onDay,
        })),
        populations: populations.map(({ code: _, ...row }) => ({
          ...row,
          basisName: says.get(row.basis) ?? row.basis,
        })),
      };
    },
  }),
  implement(contract.listOrganisations, {
    may: anyone,
    run: async (ctx, { query }) => {
      const path = query.under ? (await organisationTarget(ctx, query.under)).path : "";
      return { items: (await organisationsUnder(ctx.db, path)).map((one) => organisationView(ctx, one)) };
    },
  }),
  implement(contract.addOrganisation, {
    may: by(may, "organisation.add", (ctx, { body }) => organisationTarget(ctx, body.parentId)),
    run: async (ctx, { body }) =>
      organisationView(ctx, await addOrganisation(ctx, { ...body, demo: ctx.city.demo })),
  }),
  implement(contract.deskList, {
    may: by(may, "place.list-desk", () => ({})),
    run: async (ctx, { query }) => {
      const page = await findPlaces(ctx, { ...query, ended: true, organisationPaths: coveredPaths(ctx) });
      const items = await placeItems(ctx, page.items);
      return {
        items: items.map((item, at) => {
          const place = found(page.items[at]?.place, "place", item.id);
          return { ...item, organisation: organisationRef(ctx, place), endedOn: place.endedOn };
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
        divisionsOn(ctx.db, { day: today(ctx).toString() }),
      ]);
      const names = new Map(divisions.map((row) => [row.code, named(row, ctx.locale)]));
      return {
        organisations: organisations
          .filter((one) => may["place.register"](ctx.actor, one))
          .map((one) => ({ id: one.id, name: named(one, ctx.locale) })),
        divisions: divisions
          .filter(({ level }) => level !== "province" && level !== "city")
          .map(({ code }) => ({ code, name: fullName(code, names) })),
      };
    },
  }),
  implement(contract.registerPlace, {
    may: by(may, "place.register", (ctx, { body }) => organisationTarget(ctx, body.organisationId)),
    run: (ctx, { body }) => registerFacility(ctx, { ...body, demo: ctx.city.demo }),
  }),
  implement(contract.changePlace, {
    may: by(may, "place.change", placeTarget),
    run: (ctx, { params, body }) => changeFacility(ctx, { placeId: params.id, ...body }),
  }),
  implement(contract.movePlace, {
    may: by(may, "place.move", async (ctx, { params, body }) => ({
      from: await placeTarget(ctx, { params }),
      to: body.organisationId ? await organisationTarget(ctx, body.organisationId) : null,
    })),
    run: async (ctx, { params, body }) => {
      await moveFacility(ctx, params.id, body);
      return {};
    },
  }),
  implement(contract.endPlace, {
    may: by(may, "place.end", placeTarget),
    run: async (ctx, { params, body }) => {
      await endFacility(ctx, params.id, body.on);
      return {};
    },
  }),
  implement(contract.announceClosure, {
    may: by(may, "place.close", placeTarget),
    run: (ctx, { params, body: { startsAt, endsAt, ...said } }) =>
      announceClosure(ctx, params.id, {
        ...said,
        startsAt: Temporal.Instant.from(startsAt),
        endsAt: endsAt === null ? null : Temporal.Instant.from(endsAt),
      }),
  }),
  implement(contract.liftClosure, {
    may: by(may, "place.close", placeTarget),
    run: async (ctx, { params }) => {
      await liftClosure(ctx, params.id, params.closure);
      return {};
    },
  }),
  implement(contract.addSpace, {
    may: by(may, "place.change", placeTarget),
    run: (ctx, { params, body }) => addSpace(ctx, params.id, body),
  }),
  implement(contract.changeSpace, {
    may: by(may, "place.change", placeTarget),
    run: async (ctx, { params, body }) => {
      await changeSpace(ctx, params.id, params.space, body);
      return {};
    },
  }),
  implement(contract.retireSpace, {
    may: by(may, "place.change", placeTarget),
    run: async (ctx, { params }) => {
      await retireSpace(ctx, params.id, params.space);
      return {};
    },
  }),
];
