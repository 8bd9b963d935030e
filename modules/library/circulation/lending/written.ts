/** What the audit says of lending: which loan, hold, bag or set, never whose and of what (docs/decisions/2026-12-12-a-returned-loan-is-gone.md). */
import { audit } from "#platform/audit";
import { anonymous } from "#platform/auth";
import type { TxCtx } from "#platform/ctx";

/** Staff are named; a reader who acts for themself is not: their key at this moment would lead to what was lent or came back. */
export function writeDown(
  ctx: TxCtx,
  what: string,
  on: { kind: "loan" | "hold" | "bag" | "set"; id: string },
  detail?: Record<string, unknown>,
): Promise<void> {
  const { actor } = ctx;
  const named = actor.kind === "staff" || actor.kind === "system";
  const unnamed = { ...anonymous, kind: actor.kind };
  return audit({ ...ctx, actor: named ? actor : unnamed }, { what, on, ...(detail && { detail }) });
}
