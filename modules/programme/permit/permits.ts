/** Permits of events: written down, asked for before an approval, and the kinds that need one. */
import { Temporal } from "temporal-polyfill";
import { audit } from "#platform/audit";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import { invalid, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { publicReason, recordWrittenOrChanged } from "../changing/record.ts";
import type { EventKind } from "../contract.ts";
import { eventToWrite } from "../drafting/write-event.ts";
import * as store from "../event-store.ts";
import { newsOf } from "../publishing/news.ts";
import * as sessionStore from "../session-store.ts";
import { oddDays, type Permit, type PermitFault, permitFault, ruleFor } from "./permit.ts";
import {
  addPermitRule,
  endPermitRule,
  permitOf,
  permitRules,
  type RuleOf,
  writePermit,
} from "./permit-store.ts";

type Asked = Pick<store.Event, "id" | "kind" | "expectedCrowd">;

/** The rule by which an event needs a permit, with the people it counts on and the sessions ahead; null: it needs none. */
export async function permitNeeded(ctx: Pick<Ctx, "db" | "clock">, { id, kind, expectedCrowd }: Asked) {
  const now = ctx.clock();
  const sessions = await sessionStore.sessionsOf(ctx.db, [id]);
  const coming = sessions.filter(
    ({ cancelledAt, endsAt }) => !cancelledAt && endsAt.epochNanoseconds > now.epochNanoseconds,
  );
  const places = coming.map(({ booking }) => booking?.pools.reduce((sum, { quota }) => sum + quota, 0) ?? 0);
  const crowd = places.reduce((most, one) => Math.max(most, one), expectedCrowd ?? 0);
  const rule = ruleFor(await permitRules(ctx.db), { kind, crowd });
  return rule && { rule, crowd, coming };
}

/** What stands against an approval for want of a permit, or null. */
export async function permitAgainst(
  ctx: Pick<Ctx, "db" | "clock" | "city">,
  event: Asked,
): Promise<PermitFault | null> {
  const needed = await permitNeeded(ctx, event);
  if (!needed) return null;
  const dayOf = (at: Temporal.Instant) => at.toZonedDateTimeISO(ctx.city.zone).toPlainDate().toString();
  const days = needed.coming.map(({ startsAt, endsAt }) => ({
    first: dayOf(startsAt),
    last: dayOf(endsAt.subtract({ nanoseconds: 1 })),
  }));
  return permitFault(needed.rule, needed.crowd, await permitOf(ctx.db, event.id), days);
}

/** Refuses by name what has no permit and needs one, or whose permit does not hold on a coming day. */
export async function refuseWithoutPermit(
  ctx: Pick<Ctx, "db" | "clock" | "city">,
  event: Asked,
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
  if (permit) await refuseOddDays(ctx, id, permit);
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

async function refuseOddDays(ctx: TxCtx, eventId: string, permit: Permit): Promise<void> {
  const sessions = (await sessionStore.sessionsOf(ctx.db, [eventId])).filter(
    ({ cancelledAt }) => !cancelledAt,
  );
  const dayOf = (at: Temporal.Instant) => at.toZonedDateTimeISO(ctx.city.zone).toPlainDate();
  const days = sessions.flatMap(({ startsAt, endsAt }) => [dayOf(startsAt), dayOf(endsAt)]);
  const sorted = (days.length > 0 ? days : [today(ctx)]).toSorted(Temporal.PlainDate.compare);
  const [first = today(ctx)] = sorted;
  const odd = oddDays(permit, { first, last: sorted.at(-1) ?? first });
  if (odd.length > 0)
    throw invalid(
      odd.map(({ name, ...data }) => ({ field: `/body/permit/${name}`, id: "event.permit-day-odd", data })),
    );
}

/** From now on events of this kind need a permit, by this law or rule; null: they need none. Saying again what holds changes nothing. */
export function setPermitRule(ctx: TxCtx, kind: EventKind, basis: string | null): Promise<void> {
  return setRule(ctx, { kind, crowdFrom: null }, basis);
}

/** From now on every event where so many people are expected needs a permit; null: none does for its crowd. */
export function setCrowdRule(ctx: TxCtx, rule: { from: number; basis: string } | null): Promise<void> {
  return setRule(ctx, { kind: null, crowdFrom: rule?.from ?? null }, rule?.basis ?? null);
}

async function setRule(ctx: TxCtx, of: RuleOf, basis: string | null): Promise<void> {
  const by = ctx.actor.subject;
  if (by === null) throw new Error("a rule is set by a named person");
  const now = ctx.clock();
  const ended = await endPermitRule(ctx.db, of, { basis, by, now });
  const made = basis !== null && (await addPermitRule(ctx.db, of, { basis, by, now }));
  if (!ended && !made) return;
  const on = { kind: "event-kind", id: of.kind ?? "crowd" };
  await audit(ctx, { what: "permit-rule.set", on, detail: { basis, crowdFrom: of.crowdFrom } });
}
