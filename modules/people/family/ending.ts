/** The end of a relation: from either side, or at a counter. */
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { found, invalid, refused } from "#platform/errors";
import { type Account, accountOf, accountOfSubject } from "../account/account.ts";
import { endStandingIn } from "../identity/by-guardian.ts";
import { residentAt, seenFault } from "../identity/desk/at-desk.ts";
import { notify } from "../notices/notify.ts";
import * as store from "./store.ts";

/** Ends a relation. The last guardian of a child stays one: erasing the child's account is another decision. */
export async function endRelation(ctx: TxCtx, id: string): Promise<void> {
  const relation = found(await store.relationById(ctx.db, id), "relation", id);
  await store.lockPersons(ctx.db, relation.ward);
  if (relation.kind === "guardian") {
    const agents = await store.agentsOf(ctx.db, relation.ward, ctx.clock());
    if (agents.filter(({ kind }) => kind === "guardian").length < 2) throw refused("relation.last-guardian");
  }
  const ward = found(await accountOf(ctx.db, relation.ward), "account", relation.ward);
  await end(ctx, relation, ward);
  await audit(ctx, {
    what: "relation.ended",
    on: { kind: "relation", id },
    subject: ward.subject,
    detail: { kind: relation.kind },
  });
  if (relation.kind === "guardian") await tellOfGuardianLeft(ctx, relation, ward);
}

/**
 * A clerk ends it, with a document shown and a reason, and both are told. The last guardian too: a court may have decided
 * so, and whoever is guardian now adds the child anew; then the two accounts are joined.
 */
export async function endAtDesk(
  ctx: TxCtx,
  subject: string,
  input: { relation: string; seen: boolean; reason: string },
): Promise<void> {
  const ward = residentAt(await accountOfSubject(ctx.db, subject), subject);
  const reason = input.reason.trim();
  const faults = seenFault(input);
  if (faults.length > 0) throw invalid(faults);
  await store.lockPersons(ctx.db, ward.id);
  const known = await store.relationById(ctx.db, input.relation);
  const relation = found(known?.ward === ward.id ? known : null, "relation", input.relation);
  await end(ctx, relation, ward);
  await audit(ctx, {
    what: "relation.ended-at-desk",
    on: { kind: "relation", id: relation.id },
    subject: ward.subject,
    detail: { kind: relation.kind, reason },
  });
  const agent = found(await accountOf(ctx.db, relation.agent), "account", relation.agent);
  for (const [one, other] of [
    [ward, agent],
    [agent, ward],
  ] as const) {
    await notify(ctx, {
      to: one.subject,
      kind: "family",
      key: "notice.relation-ended-at-desk",
      values: { name: { person: other.subject }, reason },
      href: "/my/family",
      once: `ended ${relation.id}`,
    });
  }
}

async function tellOfGuardianLeft(ctx: TxCtx, relation: store.Relation, ward: Account): Promise<void> {
  const left = found(await accountOf(ctx.db, relation.agent), "account", relation.agent);
  const agents = await store.agentsOf(ctx.db, ward.id, ctx.clock());
  await notify(ctx, {
    to: [ward.subject, ...agents.flatMap(({ kind, subject }) => (kind === "guardian" ? [subject] : []))],
    kind: "family",
    key: "notice.guardian-left",
    values: { name: { person: left.subject }, ward: { person: ward.subject } },
    href: "/my/family",
    once: `ended ${relation.id}`,
  });
}

async function end(ctx: TxCtx, relation: store.Relation, ward: Account): Promise<void> {
  await store.endRelation(ctx.db, relation.id, { account: ctx.actor.account, now: ctx.clock() });
  if (relation.kind === "guardian") await endStandingIn(ctx, relation.agent, ward.id);
}
