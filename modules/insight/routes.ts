/** HTTP of insight. */
import { organisationOf } from "#places";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { anyone, by, implement } from "#platform/http";
import * as contract from "./contract.ts";
import { allFigures, oneFigure, rowsBehind } from "./figures.ts";
import { may } from "./may.ts";
import { publicFiguresKept } from "./public.ts";

async function asked(ctx: Ctx, org: string | undefined): Promise<{ orgPath: string }> {
  return { orgPath: org ? found(await organisationOf(ctx.db, org), "organisation", org).path : "" };
}

const figuresForEverybody = publicFiguresKept();

export const operations = [
  implement(contract.publicFigures, { may: anyone, run: (ctx) => figuresForEverybody(ctx) }),
  implement(contract.overview, {
    may: by(may, "insight.see", () => ({})),
    run: (ctx, { query }) => allFigures(ctx, query),
  }),
  implement(contract.figure, {
    may: by(may, "insight.see", () => ({})),
    run: (ctx, { params, query }) => oneFigure(ctx, params.metric, query),
  }),
  implement(contract.factRows, {
    may: by(may, "insight.see-rows", (ctx, { query }) => asked(ctx, query.org)),
    run: (ctx, { params, query }) => rowsBehind(ctx, params.metric, query),
  }),
];
