/** Acting for somebody: the session changes sides, everything done is audited with both, and the person sees it. */
import { Temporal } from "temporal-polyfill";
import { actsFor, audit } from "#platform/audit";
import { principal, setActingFor } from "#platform/auth";
import type { Ctx, TxCtx } from "#platform/ctx";
import { found, refused, signInNeeded } from "#platform/errors";
import { texts } from "#platform/i18n";
import { accountOf, namesOfSubjects } from "../account/account.ts";
import { subjectsOf } from "../account/store.ts";
import { endStandingIn } from "../identity/documents.ts";
import * as store from "./store.ts";

export const relationOf = store.relationById;

/** From now on this session acts for the person of the relation. */
export async function startActing(
  ctx: TxCtx,
  relationId: string,
): Promise<{ name: string | null; as: "guardian" | "helper" }> {
  const relation = found(await store.relationById(ctx.db, relationId), "relation", relationId);
  if (relation.validTo && Temporal.Instant.compare(relation.validTo, ctx.clock()) <= 0)
    throw refused("help.over");
  const ward = found(await accountOf(ctx.db, relation.ward), "account", relation.ward);
  if (ward.status !== "active") throw refused("help.not-active");
  if (!ctx.sessionToken) throw signInNeeded();
  await setActingFor(ctx, ctx.sessionToken, ward.id);
  const onBehalfOf = { account: ward.id, subject: ward.subject, as: relation.kind };
  await audit(
    { ...ctx, actor: { ...ctx.actor, onBehalfOf } },
    { what: "acting.started", on: { kind: "relation", id: relation.id } },
  );
  return { name: ward.name, as: relation.kind };
}

/** This session acts for its own person again. */
export async function stopActing(ctx: TxCtx): Promise<void> {
  if (!ctx.sessionToken || !ctx.actor.onBehalfOf) return;
  await setActingFor(ctx, ctx.sessionToken, null);
  await audit(ctx, { what: "acting.stopped", on: { kind: "account", id: ctx.actor.onBehalfOf.account } });
}

/** Ends a relation. The last guardian of a child stays one: erasing the child's account is another decision. */
export async function endRelation(ctx: TxCtx, id: string): Promise<void> {
  const relation = found(await store.relationById(ctx.db, id), "relation", id);
  const now = ctx.clock();
  await store.lockWard(ctx.db, relation.ward);
  if (relation.kind === "guardian") {
    const guardians = (await store.agentsOf(ctx.db, relation.ward, now)).filter(
      ({ kind }) => kind === "guardian",
    );
    if (guardians.length < 2) throw refused("relation.last-guardian");
  }
  await store.endRelation(ctx.db, id, { account: ctx.actor.account, now });
  if (relation.kind === "guardian") await endStandingIn(ctx, relation.agent, relation.ward);
  const ward = found(await accountOf(ctx.db, relation.ward), "account", relation.ward);
  await audit(ctx, {
    what: "relation.ended",
    on: { kind: "relation", id },
    subject: ward.subject,
    detail: { kind: relation.kind },
  });
}

export interface Family {
  wards: store.RelationView[];
  agents: store.RelationView[];
}

/** For whom the asker may act, and who may act for the person concerned. A helper sees no other helpers. */
export async function familyOf(ctx: Ctx): Promise<Family> {
  const { actor } = ctx;
  const person = principal(actor);
  if (!actor.account || !person) throw signInNeeded();
  const now = ctx.clock();
  const wards = await store.wardsOf(ctx.db, actor.account, now);
  const agents = actor.onBehalfOf?.as === "helper" ? [] : await store.agentsOf(ctx.db, person.account, now);
  return { wards, agents };
}

export interface Act {
  id: string;
  at: string;
  what: string;
  /** The same in words. */
  text: string;
  /** Who did it; null when that person is erased. */
  by: string | null;
}

// texts: act.*
/** What others did for this person, newest first: 谁替我办过什么. */
export async function actedFor(
  ctx: Ctx,
  subject: string,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<{ items: Act[]; next: string | null }> {
  const rows = await actsFor(ctx.db, await subjectsOf(ctx.db, subject), {
    before: after ? Number(after) : null,
    limit: limit + 1,
  });
  const shown = rows.slice(0, limit);
  const names = await namesOfSubjects(
    ctx.db,
    shown.flatMap(({ actor }) => (actor ? [actor] : [])),
  );
  const text = texts(ctx.locale, { zone: ctx.city.zone });
  return {
    items: shown.map(({ id, at, what, actor }) => ({
      id,
      at: at.toString(),
      what,
      text: text.has(`act.${what}`) ? text(`act.${what}`) : text("act.other", { what }),
      by: actor ? (names.get(actor) ?? null) : null,
    })),
    next: rows.length > limit ? String(shown.at(-1)?.seq) : null,
  };
}
