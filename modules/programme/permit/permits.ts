/** Permits of events: written down, asked for before an approval, and the kinds that need one. */
import type { Temporal } from "temporal-polyfill";
import { audit } from "#platform/audit";
import type { Ctx, TxCtx } from "#platform/ctx";
import { invalid, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { publicReason, recordWrittenOrChanged } from "../changing/record.ts";
import type { EventKind } from "../contract.ts";
import { eventToWrite } from "../drafting/write-event.ts";
import * as store from "../event-store.ts";
import { newsOf } from "../publishing/news.ts";
import * as sessionStore from "../session-store.ts";
import { type Permit, type PermitFault, permitFault } from "./permit.ts";
import { addPermitRule, endPermitRule, permitOf, permitRules, writePermit } from "./permit-store.ts";

/** What stands against an approval for want of a permit, or null. */
export async function permitAgainst(
  ctx: Pick<Ctx, "db" | "clock" | "city">,
  { id, kind }: Pick<store.Event, "id" | "kind">,
): Promise<PermitFault | null> {
  if (!(await permitRules(ctx.db)).some((rule) => rule.kind === kind)) return null;
  const now = ctx.clock();
  const dayOf = (at: Temporal.Instant) => at.toZonedDateTimeISO(ctx.city.zone).toPlainDate().toString();
  const sessions = await sessionStore.sessionsOf(ctx.db, [id]);
  const coming = sessions.filter(
    ({ cancelledAt, endsAt }) => !cancelledAt && endsAt.epochNanoseconds > now.epochNanoseconds,
  );
  const days = coming.map(({ startsAt, endsAt }) => ({
    first: dayOf(startsAt),
    last: dayOf(endsAt.subtract({ nanoseconds: 1 })),
  }));
  return permitFault(await permitOf(ctx.db, id), days);
}

/** Refuses by name what has no permit and needs one, or whose permit does not hold on a coming day. */
export async function refuseWithoutPermit(
  ctx: Pick<Ctx, "db" | "clock" | "city">,
  event: Pick<store.Event, "id" | "kind">,
): Promise<void> {
  const fault = await permitAgainst(ctx, event);
  if (fault) throw refused(fault.id, fault.data);
}

/** Writes the permit of an event, or takes it away; whoever does has written on it. A public event keeps one that holds, and its history says why it changed. */
export async function setPermit(
  ctx: TxCtx,
  { id, version, permit, ...input }: { id: string; version: number; permit: Permit | null; reason?: string },
): Promise<{ id: string; version: number; state: string }> {
  const event = await eventToWrite(ctx, id, version);
  const reason = event.state === "published" ? publicReason(event, input.reason) : null;
  if (permit && permit.to < permit.from)
    throw invalid([{ field: "/body/permit/to", id: "period.backwards" }]);
  await writePermit(ctx.db, id, permit);
  if (event.state === "approved" || event.state === "published") await refuseWithoutPermit(ctx, event);
  const next = await store.touchEvent(ctx.db, id, ctx.clock());
  await recordWrittenOrChanged(ctx, event, { version: next, reason });
  await audit(ctx, {
    what: "event.permit-set",
    on: { kind: "event", id },
    detail: { version: next, permit: permit && { ...permit } },
  });
  if (event.state === "published")
    await announce(ctx, "event.changed", {
      ...(await newsOf(ctx.db, event)),
      sessionIds: [],
      what: ["permit"],
    });
  return { id, version: next, state: event.state };
}

/** From now on events of this kind need a permit, by this law or rule; null: they need none. Saying again what holds changes nothing. */
export async function setPermitRule(ctx: TxCtx, kind: EventKind, basis: string | null): Promise<void> {
  const by = ctx.actor.subject;
  if (by === null) throw new Error("a rule is set by a named person");
  const now = ctx.clock();
  const ended = await endPermitRule(ctx.db, kind, { basis, by, now });
  const made = basis !== null && (await addPermitRule(ctx.db, kind, { basis, by, now }));
  if (!ended && !made) return;
  await audit(ctx, { what: "permit-rule.set", on: { kind: "event-kind", id: kind }, detail: { basis } });
}
