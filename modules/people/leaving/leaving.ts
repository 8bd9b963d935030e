/**
 * 离职交接: a document says what somebody has in hand and who takes it over. At its moment everything ends at once — roles,
 * sessions, second factor, covers, helping — and never comes back; what they did keeps their name.
 */
import { Temporal } from "temporal-polyfill";
import { audit } from "#platform/audit";
import { endSessionsOf } from "#platform/auth";
import { type Ctx, inTx, type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, invalid, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { endCoversOf } from "../cover/store.ts";
import { notify } from "../notices/notify.ts";
import { storedValues } from "../notices/values.ts";
import { removeIdentity as deleteIdentity } from "../provider/store.ts";
import { endGrantsOf, grantsOf, insertGrant, lockStaff, type StaffRow, worksHere } from "../staff/store.ts";
import { inHand } from "./lines.ts";
import * as store from "./store.ts";

export interface Leaving {
  account: string;
  /** The last day of work, or null: now. */
  lastDay: string | null;
  /** Who takes over whatever `lines` does not give to another; null leaves it open. */
  successor: string | null;
  /** The successor gets the roles at that moment. */
  passRoles: boolean;
  lines: readonly { ref: string; to: string }[];
}

const farthestAhead = 366;

/** Begins the document; with no last day it is carried out at once. Refuses a second one. */
export async function beginLeaving(ctx: TxCtx, input: Leaving): Promise<{ id: string; done: boolean }> {
  const now = ctx.clock();
  const effectiveAt = momentOf(ctx, input.lastDay);
  const takers = [...new Set([input.successor, ...input.lines.map(({ to }) => to)])].filter(
    (to) => to !== null,
  );
  const people = await lockStaff(ctx.db, [input.account, ...takers]);
  const staff = found(people.get(input.account), "staff", input.account);
  if (!worksHere(staff, now)) throw refused("staff.left");
  refuseTakers(takers, { people, leaver: input.account, at: effectiveAt });
  if (input.passRoles && !input.successor)
    throw invalid([{ field: "/body/successor", id: "leaving.successor-missing" }]);
  const { lines, paths } = await inHand(ctx, staff, effectiveAt);
  const id = newId(now.epochMilliseconds);
  const row = {
    id,
    account: input.account,
    paths,
    effectiveAt,
    successor: input.successor,
    passRoles: input.passRoles,
    madeBy: ctx.actor.account,
    madeAt: now,
  };
  if (!(await store.insertLeaving(ctx.db, row))) throw refused("leaving.begun");
  const taker = takerOf(input);
  await store.replaceLines(
    ctx.db,
    id,
    lines.map((line) => ({ ...line, data: storedValues(line.values), takenBy: taker(line.ref) })),
  );
  await store.setLeavesAt(ctx.db, input.account, effectiveAt);
  await audit(ctx, {
    what: "staff.leaving-begun",
    on: { kind: "leaving", id },
    subject: staff.subject,
    detail: { effectiveAt: effectiveAt.toString(), lines: lines.length },
  });
  await tellTakers(ctx, { id, staff, effectiveAt, people, takers });
  if (input.lastDay === null) {
    await carryOut(ctx, id);
    return { id, done: true };
  }
  await notify(ctx, {
    to: staff.subject,
    kind: "work",
    key: "notice.leaving",
    values: { day: Temporal.PlainDate.from(input.lastDay) },
    href: `/desk/leavings/${id}`,
    once: id,
  });
  return { id, done: false };
}

/** They stay after all. Only before the moment has come. */
export async function callOffLeaving(ctx: TxCtx, id: string): Promise<void> {
  const leaving = found(await store.leavingById(ctx.db, id), "leaving", id);
  const people = await lockStaff(ctx.db, [leaving.account]);
  const staff = found(people.get(leaving.account), "staff", leaving.account);
  if (!(await store.markCalledOff(ctx.db, id, { account: ctx.actor.account, now: ctx.clock() }))) {
    if (leaving.calledOffAt) return;
    throw refused("leaving.done");
  }
  await store.setLeavesAt(ctx.db, leaving.account, null);
  await audit(ctx, {
    what: "staff.leaving-called-off",
    on: { kind: "leaving", id },
    subject: staff.subject,
  });
}

/** Somebody leaves now, with nobody named to take over. Twice is the same as once. */
export async function leave(ctx: TxCtx, account: string): Promise<{ ended: number }> {
  const standing = await store.leavingOf(ctx.db, account);
  if (standing?.doneAt) return { ended: 0 };
  const { length: ended } = await grantsOf(ctx.db, account, ctx.clock());
  if (standing && Temporal.Instant.compare(standing.effectiveAt, ctx.clock()) <= 0) {
    await carryOut(ctx, standing.id);
    return { ended };
  }
  if (standing) await callOffLeaving(ctx, standing.id);
  await beginLeaving(ctx, { account, lastDay: null, successor: null, passRoles: false, lines: [] });
  return { ended };
}

/**
 * The job: whoever's moment has come and gone is tidied up, each by themselves: one that cannot be does not hold up the
 * rest. Their rights ended with the moment itself.
 */
export async function carryOutDue(ctx: Ctx): Promise<number> {
  let done = 0;
  let after: string | null = null;
  for (;;) {
    const due: store.LeavingRow[] = await store.dueLeavings(ctx.db, ctx.clock(), after);
    for (const { id } of due) {
      try {
        await inTx(ctx, (inner) => carryOut(inner, id));
        done += 1;
      } catch (error) {
        ctx.log.error({ err: error, leaving: id }, "a leaving cannot be carried out");
      }
    }
    after = due.at(-1)?.id ?? null;
    if (after === null) return done;
  }
}

async function carryOut(ctx: TxCtx, id: string): Promise<void> {
  const leaving = found(await store.leavingById(ctx.db, id), "leaving", id);
  const { account } = leaving;
  const people = await lockStaff(ctx.db, leaving.successor ? [account, leaving.successor] : [account]);
  const staff = found(people.get(account), "staff", account);
  const now = ctx.clock();
  if (!(await store.markDone(ctx.db, id, now))) return;
  await takeStock(ctx, leaving, staff);
  const by = { account: leaving.madeBy, now };
  const successor = leaving.successor ? people.get(leaving.successor) : undefined;
  if (leaving.passRoles && successor && worksHere(successor, now)) await passRoles(ctx, leaving, successor);
  const ended = await endGrantsOf(ctx.db, account, by);
  const covers = await endCoversOf(ctx.db, account, by);
  const helping = await store.endHelping(ctx.db, account, by);
  await store.removeSignIn(ctx.db, account);
  await deleteIdentity(ctx.db, account);
  const sessions = await endSessionsOf(ctx, account);
  await store.markLeft(ctx.db, account);
  await audit(ctx, {
    what: "staff.left",
    on: { kind: "account", id: account },
    subject: staff.subject,
    detail: { leaving: id, ended, covers, helping, sessions },
  });
  await announce(ctx, "staff.left", { subject: staff.subject, leavingId: id });
}

/** What came to them since the document was begun goes to the successor; what is settled by then is no longer in it. */
async function takeStock(ctx: TxCtx, leaving: store.LeavingRow, staff: StaffRow): Promise<void> {
  const known = new Map((await store.linesOf(ctx.db, leaving.id)).map((line) => [line.ref, line.takenBy]));
  const { lines } = await inHand(ctx, staff, leaving.effectiveAt);
  await store.replaceLines(
    ctx.db,
    leaving.id,
    lines.map((line) => ({
      ...line,
      data: storedValues(line.values),
      takenBy: known.has(line.ref) ? (known.get(line.ref) ?? null) : leaving.successor,
    })),
  );
}

async function passRoles(ctx: TxCtx, leaving: store.LeavingRow, successor: StaffRow): Promise<void> {
  const now = ctx.clock();
  for (const grant of await grantsOf(ctx.db, leaving.account, now)) {
    const validFrom = Temporal.Instant.compare(grant.validFrom, now) < 0 ? now : grant.validFrom;
    const id = newId(now.epochMilliseconds);
    const given = { ...grant, id, account: successor.account, validFrom, givenBy: leaving.madeBy };
    // What they hold there already is enough.
    if (!(await insertGrant(ctx.db, given))) continue;
    await audit(ctx, {
      what: "grant.given",
      on: { kind: "organisation", id: grant.organisation },
      subject: successor.subject,
      detail: { role: grant.role, path: grant.path, leaving: leaving.id },
    });
  }
}

function takerOf({ lines, successor }: Leaving): (ref: string) => string | null {
  const named = new Map(lines.map(({ ref, to }) => [ref, to]));
  return (ref) => named.get(ref) ?? successor;
}

function refuseTakers(
  takers: readonly string[],
  { people, leaver, at }: { people: Map<string, StaffRow>; leaver: string; at: Temporal.Instant },
): void {
  for (const to of takers) {
    if (to === leaver) throw invalid([{ field: "/body/successor", id: "leaving.to-oneself" }]);
    if (!worksHere(found(people.get(to), "staff", to), at))
      throw invalid([{ field: "/body/successor", id: "leaving.taker-left" }]);
  }
}

async function tellTakers(
  ctx: TxCtx,
  told: {
    id: string;
    staff: StaffRow;
    effectiveAt: Temporal.Instant;
    people: Map<string, StaffRow>;
    takers: readonly string[];
  },
): Promise<void> {
  const to = told.takers.flatMap((account) => told.people.get(account)?.subject ?? []);
  await notify(ctx, {
    to: to.filter((subject) => subject !== ctx.actor.subject),
    kind: "work",
    key: "notice.taken-over",
    values: { name: { person: told.staff.subject }, at: told.effectiveAt },
    href: `/desk/leavings/${told.id}`,
    once: told.id,
  });
}

/** The end of the last day, or now. */
function momentOf(ctx: Ctx, lastDay: string | null): Temporal.Instant {
  if (lastDay === null) return ctx.clock();
  const day = Temporal.PlainDate.from(lastDay);
  const days = today(ctx).until(day).days;
  if (days < 0) throw invalid([{ field: "/body/lastDay", id: "leaving.past" }]);
  if (days > farthestAhead) throw invalid([{ field: "/body/lastDay", id: "leaving.far" }]);
  return day.add({ days: 1 }).toZonedDateTime(ctx.city.zone).toInstant();
}
