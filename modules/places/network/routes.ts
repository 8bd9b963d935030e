/** HTTP of divisions and organisations. */
import { type Ctx, today } from "#platform/ctx";
import { found, invalid } from "#platform/errors";
import { anyone, by, implement } from "#platform/http";
import { named } from "#platform/i18n";
import { organisationTarget } from "../asked.ts";
import { may } from "../may.ts";
import * as contract from "./contract.ts";
import { canonicalCode } from "./division-code.ts";
import {
  divisionsOn,
  historyOfDivision,
  populationBases,
  populationsOf,
  successionsOf,
} from "./division-store.ts";
import { organisationPage } from "./organisation-page.ts";
import { type Organisation, organisationsUnder } from "./organisation-store.ts";
import { addOrganisation } from "./organisations.ts";

const organisationView = (ctx: Ctx, { names, ...one }: Organisation) => ({
  ...one,
  name: named({ name: one.name, names }, ctx.locale),
});

export const networkOperations = [
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
  implement(contract.getOrganisation, {
    may: anyone,
    run: (ctx, { params, query }) => organisationPage(ctx, params.id, query),
  }),
  implement(contract.addOrganisation, {
    may: by(may, "organisation.add", (ctx, { body }) => organisationTarget(ctx, body.parentId)),
    run: async (ctx, { body }) =>
      organisationView(ctx, await addOrganisation(ctx, { ...body, demo: ctx.city.demo })),
  }),
];
