/** Acting for somebody: the session changes sides, everything done is audited with both, and the person sees it. */
import { Temporal } from "temporal-polyfill";
import { actsFor, audit } from "#platform/audit";
import { principal, setActingFor } from "#platform/auth";
import { type Ctx, type TxCtx, textFor } from "#platform/ctx";
import { found, invalid, refused, signInNeeded } from "#platform/errors";
import { accountOf, accountOfSubject, namesOfSubjects } from "../account/account.ts";
import { subjectsOf } from "../account/store.ts";
import { residentAt, seenFault } from "../identity/desk/at-desk.ts";
import { may } from "../may.ts";
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

export interface Family {
  wards: store.WardView[];
  /** Behind which relation the next page of wards begins. */
  next: string | null;
  agents: store.RelationView[];
}

const wardsPerPage = 50;

/** For whom the asker may act, and who may act for the person concerned: not for a helper to see. */
export async function familyOf(ctx: Ctx, after: string | null): Promise<Family> {
  const { actor } = ctx;
  const person = principal(actor);
  if (!actor.account || !person) throw signInNeeded();
  const now = ctx.clock();
  const rows = await store.wardsOf(ctx.db, actor.account, now, { after, limit: wardsPerPage + 1 });
  const wards = rows.slice(0, wardsPerPage);
  const keeps = may["account.keep"](actor, {});
  const agents = keeps ? await store.agentsOf(ctx.db, person.account, now) : [];
  return { wards, next: rows.length > wardsPerPage ? (wards.at(-1)?.id ?? null) : null, agents };
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

/** The newest of it for the person who stands at a counter with a document and asks. Noted: it is theirs alone to see. */
export async function actsAtDesk(ctx: TxCtx, subject: string, input: { seen: boolean }) {
  const { id, name, subject: key } = residentAt(await accountOfSubject(ctx.db, subject), subject);
  const faults = seenFault(input);
  if (faults.length > 0) throw invalid(faults);
  await audit(ctx, { what: "acts.shown-at-desk", on: { kind: "account", id }, subject: key });
  const { items, next } = await actedFor(ctx, key, { after: undefined, limit: 200 });
  return { name, at: ctx.clock().toString(), items, more: next !== null };
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
  const text = textFor(ctx);
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
