/** The rules of permits as everybody may read them. */
import type { Static } from "typebox";
import { wholeCity } from "#places";
import type { Ctx } from "#platform/ctx";
import type { EventKind } from "../contract.ts";
import type { permitRules as operation } from "../desk/contract.ts";
import { may } from "../may.ts";
import { permitRules } from "./permit-store.ts";

/** Kinds of event that need a permit, from how many people on every event does, and whether one may change it. */
export async function showPermitRules(ctx: Ctx): Promise<Static<(typeof operation)["answer"]>> {
  const rules = (await permitRules(ctx.db)).map((rule) => ({ ...rule, since: rule.since.toString() }));
  const [crowd] = rules.flatMap(({ crowdFrom, basis, since }) =>
    crowdFrom === null ? [] : [{ from: crowdFrom, basis, since }],
  );
  return {
    items: rules.flatMap(({ kind, basis, since }) =>
      // Rules are written for kinds of the contract only.
      kind === null ? [] : [{ kind: kind as EventKind, basis, since }],
    ),
    crowd: crowd ?? null,
    can: may["permit-rule.put"](ctx.actor, await wholeCity(ctx)) ? ["change"] : [],
  };
}
