/** Who belongs to the network, and who decides for it. */
import type { AnswerOf } from "#contract";
import { isilsOf, organisationsOf, rootPaths } from "#places";
import type { Ctx } from "#platform/ctx";
import { may } from "../../may.ts";
import type * as contract from "./contract.ts";
import { daysOnWay, housesWithItems, members } from "./member-store.ts";

/** Who decides for the network: the city's roots, and the houses that are its centre. */
export async function deciders(ctx: Pick<Ctx, "db">): Promise<{ rootPaths: string[]; centres: string[] }> {
  const all = await members(ctx.db);
  return {
    rootPaths: await rootPaths(ctx.db),
    centres: all.filter(({ isCentre, leftOn }) => isCentre && leftOn === null).map(({ path }) => path),
  };
}

export async function listMembers(ctx: Ctx): Promise<AnswerOf<typeof contract.listMembers>> {
  const { db } = ctx;
  const all = await members(db);
  const mayDecide = may["network.decide"](ctx.actor, await deciders(ctx));
  const owning = mayDecide ? await housesWithItems(db) : [];
  const ids = [...new Set([...all.map(({ organisationId }) => organisationId), ...owning])];
  const houses = await organisationsOf(db, ids);
  const isils = await isilsOf(db, ids);
  const living = new Set(
    all.filter(({ leftOn }) => leftOn === null).map(({ organisationId }) => organisationId),
  );
  return {
    members: all.map(({ organisationId: id, path: _, ...one }) => ({
      ...one,
      id,
      name: houses.get(id)?.name ?? "",
      isil: isils.get(id) ?? null,
    })),
    daysOnWay: await daysOnWay(db),
    mayDecide,
    houses: owning.filter((id) => !living.has(id)).map((id) => ({ id, name: houses.get(id)?.name ?? "" })),
  };
}
