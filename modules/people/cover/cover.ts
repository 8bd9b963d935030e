/** 代班: for some days somebody holds a colleague's roles. It ends by itself, widens nothing and goes no further. */
import { Temporal } from "temporal-polyfill";
import { audit } from "#platform/audit";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, invalid, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { notify } from "../notices/notify.ts";
import { givenByAdminOnly } from "../staff/roles.ts";
import { grantsOf, lockStaff, type StaffRow } from "../staff/store.ts";
import { type CoverDays, daysFault, longestCover, spanOfDays } from "./days.ts";
import * as store from "./store.ts";

export interface NewCover extends CoverDays {
  covered: string;
  standIn: string;
  /** The covered person's own roles rest meanwhile. */
  pauses: boolean;
}

/** A manager of both lets one stand in for the other, with all the roles that one holds. */
export async function makeCover(ctx: TxCtx, input: NewCover): Promise<{ id: string }> {
  return make(ctx, input, () => true);
}

/**
 * Somebody hands over to a colleague by themself, as a manager of both has allowed. Roles that only administrators give
 * are not handed on this way.
 */
export async function nameCover(ctx: TxCtx, input: NewCover): Promise<{ id: string }> {
  if (!(await store.isAllowed(ctx.db, { account: input.covered, standIn: input.standIn })))
    throw refused("cover.not-allowed", {}, { status: 403 });
  return make(ctx, input, (role) => !givenByAdminOnly(role));
}

async function make(
  ctx: TxCtx,
  input: NewCover,
  handsOn: (role: Awaited<ReturnType<typeof grantsOf>>[number]["role"]) => boolean,
): Promise<{ id: string }> {
  if (input.covered === input.standIn) throw invalid([{ field: "/body/standIn", id: "cover.oneself" }]);
  const fault = daysFault(input, today(ctx));
  if (fault) throw invalid([{ ...fault, data: { max: longestCover } }]);
  const now = ctx.clock();
  const span = spanOfDays(input, { now, zone: ctx.city.zone });
  const [covered, standIn] = await bothWorking(ctx, input, span.from);
  const grants = (await grantsOf(ctx.db, input.covered, now)).filter(
    ({ role, validFrom, validTo }) => handsOn(role) && touches({ validFrom, validTo }, span),
  );
  if (grants.length === 0) throw refused("cover.no-roles");
  const id = newId(now.epochMilliseconds);
  const made = await store.insertCover(ctx.db, {
    id,
    covered: input.covered,
    standIn: input.standIn,
    validFrom: span.from,
    validTo: span.to,
    pauses: input.pauses,
    madeBy: ctx.actor.account,
    madeAt: now,
    grants: grants.map((grant) => grant.id),
  });
  if (!made) throw refused("cover.held");
  await audit(ctx, {
    what: "cover.made",
    on: { kind: "cover", id },
    subject: covered.subject,
    detail: { standIn: standIn.subject, from: input.from, through: input.through, pauses: input.pauses },
  });
  await announce(ctx, "cover.made", { coverId: id, covered: covered.subject, standIn: standIn.subject });
  await tell(ctx, { covered, standIn, days: input, once: id });
  return { id };
}

/** Ends a cover before its last day. Ending what is over changes nothing. */
export async function endCover(ctx: TxCtx, id: string): Promise<void> {
  const cover = found(await store.coverById(ctx.db, id), "cover", id);
  if (!(await store.endCover(ctx.db, id, { account: ctx.actor.account, now: ctx.clock() }))) return;
  const people = await lockStaff(ctx.db, [cover.covered, cover.standIn]);
  const covered = found(people.get(cover.covered), "staff", cover.covered);
  const standIn = found(people.get(cover.standIn), "staff", cover.standIn);
  await audit(ctx, {
    what: "cover.ended",
    on: { kind: "cover", id },
    subject: covered.subject,
    detail: { standIn: standIn.subject },
  });
  await announce(ctx, "cover.ended", { coverId: id, covered: covered.subject, standIn: standIn.subject });
  await notify(ctx, {
    to: others(ctx, covered, standIn),
    kind: "work",
    key: "notice.cover-ended",
    values: { covered: { person: covered.subject }, standIn: { person: standIn.subject } },
    href: "/desk/account",
    once: `${id} ended`,
  });
}

/** From now on `account` may hand over to this colleague by themself. */
export async function allowCover(ctx: TxCtx, pair: { account: string; standIn: string }): Promise<void> {
  if (pair.account === pair.standIn) throw invalid([{ field: "/body/standIn", id: "cover.oneself" }]);
  const now = ctx.clock();
  const people = await lockStaff(ctx.db, [pair.account, pair.standIn]);
  for (const account of [pair.account, pair.standIn]) {
    const staff = found(people.get(account), "staff", account);
    if (staff.status !== "active") throw refused("staff.left");
  }
  const row = { ...pair, allowedBy: ctx.actor.account, now };
  if (await store.insertAllowance(ctx.db, row)) await auditAllowance(ctx, "cover.allowed", pair, people);
}

/** Takes that back. What was handed over by then goes on until its last day or until somebody ends it. */
export async function disallowCover(ctx: TxCtx, pair: { account: string; standIn: string }): Promise<void> {
  const people = await lockStaff(ctx.db, [pair.account, pair.standIn]);
  if (await store.deleteAllowance(ctx.db, pair)) await auditAllowance(ctx, "cover.disallowed", pair, people);
}

async function auditAllowance(
  ctx: TxCtx,
  what: string,
  { account, standIn }: { account: string; standIn: string },
  people: Map<string, StaffRow>,
): Promise<void> {
  await audit(ctx, {
    what,
    on: { kind: "account", id: account },
    subject: people.get(account)?.subject ?? null,
    detail: { standIn: people.get(standIn)?.subject },
  });
}

/** Both, locked, and still working here when it begins. */
async function bothWorking(
  ctx: TxCtx,
  { covered, standIn }: NewCover,
  from: Temporal.Instant,
): Promise<[StaffRow, StaffRow]> {
  const people = await lockStaff(ctx.db, [covered, standIn]);
  const both: [StaffRow, StaffRow] = [
    found(people.get(covered), "staff", covered),
    found(people.get(standIn), "staff", standIn),
  ];
  for (const { status, leavesAt } of both) {
    if (status !== "active" || (leavesAt && Temporal.Instant.compare(leavesAt, from) <= 0))
      throw refused("staff.left");
  }
  return both;
}

async function tell(
  ctx: TxCtx,
  told: { covered: StaffRow; standIn: StaffRow; days: CoverDays; once: string },
): Promise<void> {
  const { covered, standIn, days } = told;
  const values = {
    covered: { person: covered.subject },
    standIn: { person: standIn.subject },
    from: Temporal.PlainDate.from(days.from),
    through: Temporal.PlainDate.from(days.through),
  };
  const to = others(ctx, covered, standIn);
  await notify(ctx, {
    to,
    kind: "work",
    key: "notice.cover-made",
    values,
    href: "/desk/account",
    once: told.once,
  });
}

/** Whoever of the two did not do it themself. */
function others(ctx: Ctx, ...people: StaffRow[]): string[] {
  return people.map(({ subject }) => subject).filter((subject) => subject !== ctx.actor.subject);
}

function touches(
  { validFrom, validTo }: { validFrom: Temporal.Instant; validTo: Temporal.Instant | null },
  span: { from: Temporal.Instant; to: Temporal.Instant },
): boolean {
  return (
    Temporal.Instant.compare(validFrom, span.to) < 0 &&
    (validTo === null || Temporal.Instant.compare(validTo, span.from) > 0)
  );
}
