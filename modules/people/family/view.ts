import type { Ctx } from "#platform/ctx";
import { accountOf } from "../account/account.ts";
import { may } from "../may.ts";
import { familyOf } from "./acting.ts";
import type { RelationView } from "./store.ts";

/** Who acts for whom around the asker, and what the asker may do about each. */
export async function familyView(ctx: Ctx) {
  const { wards, agents } = await familyOf(ctx);
  const { account, onBehalfOf } = ctx.actor;
  const person = onBehalfOf?.account ?? account ?? "";
  const view = (one: RelationView, pair: { ward: string; agent: string }) => {
    const can: ("act" | "end")[] = [];
    if (may["relation.use"](ctx.actor, pair) && onBehalfOf?.account !== pair.ward) can.push("act");
    if (may["relation.end"](ctx.actor, { ...pair, kind: one.kind }) && one.kind === "helper") can.push("end");
    return {
      id: one.id,
      as: one.kind,
      name: one.name,
      born: one.born,
      consent: one.consent,
      since: one.consentedAt.toString(),
      until: one.validTo?.toString() ?? null,
      can,
    };
  };
  const ward = onBehalfOf && (await accountOf(ctx.db, onBehalfOf.account));
  return {
    wards: wards.map((one) => view(one, { ward: one.other, agent: account ?? "" })),
    agents: agents.map((one) => view(one, { ward: person, agent: one.other })),
    acting: onBehalfOf && { as: onBehalfOf.as, name: ward?.name ?? null },
    can: [
      ...(may["child.add"](ctx.actor, {}) ? (["add-child"] as const) : []),
      ...(may["help.ask"](ctx.actor, {}) ? (["help"] as const) : []),
    ],
  };
}
