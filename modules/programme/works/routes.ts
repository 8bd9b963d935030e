/** HTTP of works: permission, one use case, its answer. */
import { organisationOf } from "#places";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { anyone, by, implement } from "#platform/http";
import * as contract from "./contract.ts";
import { may } from "./may.ts";
import { work } from "./work-store.ts";
import {
  create,
  edit,
  listForDesk,
  listPublished,
  publish,
  setShowing,
  showForDesk,
  showWork,
} from "./works.ts";

const onWork = async (ctx: Ctx, { params: { id } }: { params: { id: string } }) =>
  found(await work(ctx.db, id), "work", id);

export const workOperations = [
  implement(contract.listWorks, { may: anyone, run: (ctx, { query }) => listPublished(ctx, query.kind) }),
  implement(contract.getWork, { may: anyone, run: (ctx, { params }) => showWork(ctx, params.id) }),
  implement(contract.deskWorks, {
    may: by(may, "work.list-desk", () => ({})),
    run: (ctx) => listForDesk(ctx),
  }),
  implement(contract.deskWork, {
    may: by(may, "work.see-desk", onWork),
    run: (ctx, { params }) => showForDesk(ctx, params.id),
  }),
  implement(contract.createWork, {
    may: by(may, "work.write", async (ctx, { body }) => ({
      orgPath: found(await organisationOf(ctx.db, body.organisationId), "organisation", body.organisationId)
        .path,
      publishedAt: null,
    })),
    run: (ctx, { body }) => create(ctx, body),
  }),
  implement(contract.editWork, {
    may: by(may, "work.write", onWork),
    run: (ctx, { params, body }) => edit(ctx, { ...params, ...body }),
  }),
  implement(contract.publishWork, {
    may: by(may, "work.publish", onWork),
    run: (ctx, { params, body }) => publish(ctx, { ...params, ...body }),
  }),
  implement(contract.setShowing, {
    may: by(may, "work.write", onWork),
    run: async (ctx, { params, body }) => {
      await setShowing(ctx, { ...params, ...body });
      return {};
    },
  }),
];
