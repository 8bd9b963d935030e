import { type Ctx, today } from "#platform/ctx";
import { accountOf } from "../account/account.ts";
import { ageOn, consentAge } from "../account/age.ts";
import { may } from "../may.ts";
import { familyOf } from "./acting.ts";
import { mostGuardians } from "./children.ts";
import type { RelationView, WardView } from "./store.ts";

type Can = "act" | "end" | "share" | "let-sign-in";

/** Who acts for whom around the asker, and what the asker may do about each. */
export async function familyView(ctx: Ctx, { after = null }: { after?: string | null } = {}) {
  const { wards, next, agents } = await familyOf(ctx, after);
  const { account, onBehalfOf } = ctx.actor;
  const person = onBehalfOf?.account ?? account ?? "";
  const view = (one: RelationView, can: Can[], otherGuardians: WardView["otherGuardians"] = []) => ({
    id: one.id,
    as: one.kind,
    name: one.name,
    born: one.born,
    consent: one.consent,
    since: one.consentedAt.toString(),
    until: one.validTo?.toString() ?? null,
    otherGuardians,
    can,
  });
  const mayEnd = (one: RelationView, pair: { ward: string; agent: string }) =>
    may["relation.end"](ctx.actor, { ...pair, kind: one.kind });
  const ward = onBehalfOf && (await accountOf(ctx.db, onBehalfOf.account));
  return {
    wards: wards.map((one) => {
      const pair = { ward: one.other, agent: account ?? "" };
      const shared = one.otherGuardians.length + 1 >= mostGuardians;
      const shares = may["child.share"](ctx.actor, { ...pair, kind: one.kind });
      const can: Can[] = [];
      if (may["relation.use"](ctx.actor, pair) && onBehalfOf?.account !== one.other) can.push("act");
      if (mayEnd(one, pair) && (one.kind === "helper" || one.otherGuardians.length > 0)) can.push("end");
      if (shares && !shared) can.push("share");
      if (shares && !one.signsIn && one.born && ageOn(one.born, today(ctx)) >= consentAge)
        can.push("let-sign-in");
      return view(one, can, one.kind === "guardian" ? one.otherGuardians : []);
    }),
    next,
    agents: agents.map((one) =>
      view(one, mayEnd(one, { ward: person, agent: one.other }) && one.kind === "helper" ? ["end"] : []),
    ),
    acting: onBehalfOf && { as: onBehalfOf.as, name: ward?.name ?? null },
    can: [
      ...(may["child.add"](ctx.actor, {}) ? (["add-child"] as const) : []),
      ...(may["help.ask"](ctx.actor, {}) ? (["help"] as const) : []),
    ],
  };
}
