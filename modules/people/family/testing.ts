/** Builders of children. */
import type { TxCtx } from "#platform/ctx";
import type { Made } from "../account/testing.ts";
import { addChild } from "./children.ts";

/** A child of this guardian, and the actor of a guardian who acts for it. */
export async function aChild(ctx: TxCtx, guardian: Made, { name = "艾力·艾山", born = "2018-05-20" } = {}) {
  const child = await addChild({ ...ctx, actor: guardian.actor }, guardian.account, {
    name,
    born,
    consent: true,
  });
  const onBehalfOf = { account: child.account, subject: child.subject, as: "guardian" as const };
  return { ...child, actor: { ...guardian.actor, onBehalfOf } };
}
