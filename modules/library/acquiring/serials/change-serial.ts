/** A subscription is made, goes on or ends; its issues come in, are claimed, are given up, are bound. */
import { Temporal } from "temporal-polyfill";
import { organisationOf, placeOf } from "#places";
import { audit } from "#platform/audit";
import { pathsHeld } from "#platform/auth";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, invalid, refused } from "#platform/errors";
import { isSerial } from "../../catalogue/describing/form.ts";
import { insertItems, itemsWith } from "../../catalogue/items/landing-store.ts";
import { markPlaces } from "../../catalogue/keeping/place-marks.ts";
import { readKept } from "../../catalogue/keeping/read-kept.ts";
import { keptRecords } from "../../catalogue/keeping/record-store.ts";
import { shelfStaff } from "../../may.ts";
import { drawOnBudget } from "../orders/money.ts";
import { budgetOf, supplierOf } from "../orders/money-store.ts";
import { recordFor } from "../orders/order-store.ts";
import { serialOf } from "./barcode.ts";
import { type DayRun, readDaysOff } from "./days-off.ts";
import { rangesOf } from "./holdings.ts";
import { isLoose, lackingOf } from "./issue-acts.ts";
import { type IssueNow, isOpen, issuesNow, type Now } from "./issues.ts";
import { nowIn } from "./now.ts";
import { type Issue, issuesOf, nextPeriod, type Pattern } from "./pattern.ts";
import * as store from "./serial-store.ts";

export interface SubscriptionInput {
  placeId: string;
  /** Number of its record, or its ISSN. */
  record: string;
  supplierId: string | null;
  budgetId: string | null;
  priceFen: number;
  pattern: Pattern;
  startsOn: string;
  endsOn: string;
  grace: number;
  /** Days on which it does not appear, as they are typed. */
  daysOff?: string | undefined;
}

/** Two copies for one place are two subscriptions. */
export async function subscribe(ctx: TxCtx, input: SubscriptionInput): Promise<{ id: string }> {
  const { organisationId } = found(await placeOf(ctx.db, input.placeId), "place", input.placeId);
  const { path } = found(await organisationOf(ctx.db, organisationId), "organisation", organisationId);
  const recordId = await recordMeant(ctx, input.record);
  refuseOddPeriod(input);
  const pattern = { ...input.pattern, off: daysOffIn(input.daysOff ?? "") };
  const { rests } = await nowIn(ctx);
  if (pattern.every !== "irregular" && issuesOf(pattern, input, rests).length === 0)
    throw invalid([{ field: "/body/pattern/skip", id: "serial.no-issue" }]);
  const budgetId = await budgetFor(ctx, organisationId, input);
  const supplier = await supplierOf(ctx.db, input.supplierId);
  if (input.supplierId !== null && supplier?.organisationId !== organisationId)
    throw invalid([{ field: "/body/supplierId", id: "order.supplier" }]);
  const now = ctx.clock();
  const id = newId(now.epochMilliseconds);
  await store.insertSubscription(
    ctx.db,
    { ...input, pattern, id, organisationId, orgPath: path, recordId, budgetId, follows: null },
    now,
  );
  await audit(ctx, {
    what: "subscription.made",
    on: { kind: "subscription", id },
    detail: { record: recordId, priceFen: input.priceFen },
  });
  return { id };
}

function daysOffIn(text: string): DayRun[] {
  const read = readDaysOff(text);
  if ("line" in read)
    throw invalid([{ field: "/body/daysOff", id: "serial.days-off", data: { line: read.line } }]);
  return read.runs;
}

/** Other days without an issue. What has come keeps its number and its day. */
export async function setDaysOff(
  ctx: TxCtx,
  { id, holidays, daysOff }: { id: string; holidays: boolean; daysOff: string },
): Promise<void> {
  const subscription = found(await store.lockSubscription(ctx.db, id), "subscription", id);
  if (subscription.endedAt !== null) throw refused("serial.ended");
  const pattern = { ...subscription.pattern, holidays, off: daysOffIn(daysOff) };
  const { rests } = await nowIn(ctx);
  const dueOf = (of: Pattern) =>
    new Map(issuesOf(of, subscription, rests).map(({ year, number, dueOn }) => [`${year} ${number}`, dueOn]));
  const [was, is] = [dueOf(subscription.pattern), dueOf(pattern)];
  const moved = (await store.keptIssues(ctx.db, [id])).find(({ year, number }) => {
    const key = `${year} ${number}`;
    return was.get(key) !== is.get(key);
  });
  if (moved) throw refused("serial.days-move", { year: `${moved.year}`, number: moved.number });
  await store.setPattern(ctx.db, id, pattern);
  await audit(ctx, { what: "subscription.days-off", on: { kind: "subscription", id }, detail: { holidays } });
}

/** Ten years, as the database keeps to; in years whose issues can be checked in. */
function refuseOddPeriod({ startsOn, endsOn }: Pick<SubscriptionInput, "startsOn" | "endsOn">): void {
  if (endsOn < startsOn) throw invalid([{ field: "/body/endsOn", id: "below-from" }]);
  if (startsOn < "1900" || endsOn >= "2201" || daysBetween(startsOn, endsOn) > mostDays)
    throw invalid([{ field: "/body/endsOn", id: "serial.period" }]);
}

const mostDays = 3700;
const daysBetween = (from: string, to: string): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days;

/** What it costs is spent when it is made; what costs nothing needs no budget. */
async function budgetFor(
  ctx: TxCtx,
  organisationId: string,
  { budgetId, priceFen }: { budgetId: string | null; priceFen: number },
): Promise<string | null> {
  if (priceFen === 0) return null;
  const budget = budgetId === null ? null : await budgetOf(ctx.db, budgetId);
  if (budget?.organisationId !== organisationId)
    throw invalid([{ field: "/body/budgetId", id: "order.budget" }]);
  await drawOnBudget(ctx, budget.id, priceFen);
  return budget.id;
}

async function recordMeant(ctx: Ctx, said: string): Promise<number> {
  const serial = serialOf(said);
  const id = serial ? await store.recordWithIssn(ctx.db, serial.issn) : Number(said.trim());
  const isNumber = id !== null && Number.isSafeInteger(id) && id > 0;
  const record = isNumber ? await recordFor(ctx.db, id) : null;
  if (!record) throw invalid([{ field: "/body/record", id: "serial.record" }]);
  await refuseBook(ctx, record);
  return record.id;
}

/** What comes issue by issue is catalogued as what goes on. */
async function refuseBook(ctx: Ctx, { id, title }: { id: number; title: string }): Promise<void> {
  const [kept] = await keptRecords(ctx.db, [id]);
  const record = kept && (await readKept(kept));
  if (record && !isSerial(record))
    throw invalid([{ field: "/body/record", id: "serial.a-book", data: { title } }]);
}

/** The same for another year, its numbers going on: a subscription of its own, so that what each year cost stays told. Once, whoever asks. */
export async function renew(
  ctx: TxCtx,
  { id, priceFen, budgetId }: { id: string; priceFen: number; budgetId: string | null },
): Promise<{ id: string }> {
  const old = found(await store.lockSubscription(ctx.db, id), "subscription", id);
  if (old.endedAt !== null) throw refused("serial.ended");
  const there = await store.followerOf(ctx.db, id);
  if (there)
    throw refused(
      "serial.renewed",
      { from: there.startsOn, to: there.endsOn },
      { next: `/desk/acquiring/serials/${there.id}` },
    );
  const { startsOn, endsOn, pattern } = following(old, await nowIn(ctx));
  refuseOddPeriod({ startsOn, endsOn });
  const now = ctx.clock();
  const next = newId(now.epochMilliseconds);
  await store.insertSubscription(
    ctx.db,
    {
      ...old,
      id: next,
      pattern,
      startsOn,
      endsOn,
      priceFen,
      follows: id,
      budgetId: await budgetFor(ctx, old.organisationId, { budgetId, priceFen }),
    },
    now,
  );
  await audit(ctx, {
    what: "subscription.renewed",
    on: { kind: "subscription", id: next },
    detail: { of: id, priceFen },
  });
  return { id: next };
}

/** What goes on with it, with the numbers that come then. */
function following(
  old: store.Subscription,
  now: Now,
): Pick<store.Subscription, "startsOn" | "endsOn" | "pattern"> {
  const next = nextPeriod(old.pattern.every, old);
  const years = yearIn(next.startsOn) - yearIn(old.startsOn);
  const last = issuesOf(old.pattern, old, now.rests).at(-1);
  const { restarts, number, volume, whole, off = [] } = old.pattern;
  const pattern = {
    ...old.pattern,
    number: restarts && yearIn(next.startsOn) !== last?.year ? 1 : (last?.number ?? number - 1) + 1,
    volume: volume === null ? null : volume + years,
    whole: last?.whole == null ? whole : last.whole + 1,
    off: off.filter(({ to }) => to >= next.startsOn),
  };
  return { ...next, pattern };
}

const yearIn = (day: string): number => Temporal.PlainDate.from(day).year;

export async function endSubscription(ctx: TxCtx, id: string): Promise<void> {
  const { endedAt } = found(await store.lockSubscription(ctx.db, id), "subscription", id);
  if (endedAt !== null) throw refused("serial.ended");
  await store.endSubscription(ctx.db, id, ctx.clock());
  await audit(ctx, { what: "subscription.ended", on: { kind: "subscription", id } });
}

export interface WhichIssue {
  id: string;
  year: number;
  number: number;
}

/** It is there. Of what appears irregularly any number may be. */
export async function checkIn(ctx: TxCtx, which: WhichIssue): Promise<void> {
  const issue = await issueMeant(ctx, which);
  const arrivedOn = today(ctx).toString();
  if (!(await store.noteIssue(ctx.db, which.id, issue, { state: "arrived", arrivedOn, claimedAt: null })))
    throw refused("serial.there", { number: which.number, year: `${which.year}` });
  await noteAct(ctx, "issue.arrived", which);
}

/** The publisher is asked for it, or nobody waits for it any more. */
export async function giveUp(
  ctx: TxCtx,
  { state, ...which }: WhichIssue & { state: "claimed" | "missing" },
): Promise<void> {
  const issue = await issueMeant(ctx, which);
  const claimedAt = state === "claimed" ? ctx.clock() : null;
  if (!(await store.noteIssue(ctx.db, which.id, issue, { state, arrivedOn: null, claimedAt })))
    throw refused("serial.there", { number: which.number, year: `${which.year}` });
  await noteAct(ctx, `issue.${state}`, which);
}

/** A slip of the hand is taken back. */
export async function takeBack(ctx: TxCtx, which: WhichIssue): Promise<void> {
  found(await store.lockSubscription(ctx.db, which.id), "subscription", which.id);
  if (!(await store.forgetIssue(ctx.db, which.id, which))) throw refused("serial.bound");
  await noteAct(ctx, "issue.taken-back", which);
}

const noteAct = (ctx: TxCtx, what: string, { id, year, number }: WhichIssue) =>
  audit(ctx, { what, on: { kind: "subscription", id }, detail: { year, number } });

async function issueMeant(ctx: TxCtx, { id, year, number }: WhichIssue): Promise<Issue> {
  const subscription = found(await store.lockSubscription(ctx.db, id), "subscription", id);
  const issue = (await allOf(ctx, subscription)).find((one) => one.year === year && one.number === number);
  if (issue) return issue;
  if (subscription.pattern.every !== "irregular")
    throw refused("serial.not-expected", { number, year: `${year}` });
  return { year, number, volume: null, whole: null, dueOn: today(ctx).toString() };
}

const allOf = async (ctx: Ctx, subscription: store.Subscription): Promise<IssueNow[]> =>
  issuesNow(subscription, await store.keptIssues(ctx.db, [subscription.id]), await nowIn(ctx));

/** A scanner reads the barcode of an issue: the one it says, of a daily today's, else the first that has not come. */
export async function checkInScanned(
  ctx: TxCtx,
  { scanned, placeId }: { scanned: string; placeId: string | null },
): Promise<WhichIssue & { title: string }> {
  const serial = serialOf(scanned);
  if (!serial) throw invalid([{ field: "/body/scanned", id: "serial.barcode" }]);
  const ours = (await store.subscriptionsUnder(ctx.db, pathsHeld(ctx.actor, ...shelfStaff), 2000)).filter(
    (one) => placeId === null || one.placeId === placeId,
  );
  const records = await store.recordsWithIssn(
    ctx.db,
    serial.issn,
    ours.map(({ recordId }) => recordId),
  );
  const meant = ours.filter(({ recordId }) => records.has(recordId));
  if (meant.length === 0) throw refused("serial.none", { issn: serial.issn });
  if (new Set(meant.map((one) => one.placeId)).size > 1) throw refused("serial.several");
  const kept = Map.groupBy(
    await store.keptIssues(
      ctx.db,
      meant.map(({ id }) => id),
    ),
    ({ subscriptionId }) => subscriptionId,
  );
  const now = await nowIn(ctx);
  for (const one of meant.toSorted((a, b) => (a.startsOn < b.startsOn ? -1 : 1))) {
    const open = issuesNow(one, kept.get(one.id) ?? [], now).filter(isOpen);
    const issue = issueScanned(one, open, { ...now, number: serial.issue });
    if (!issue) continue;
    const which = { id: one.id, year: issue.year, number: issue.number };
    await checkIn(ctx, which);
    return { ...which, title: one.title };
  }
  throw refused("serial.all-there");
}

/** Two digits are too few to tell the issues of a daily. */
function issueScanned(
  { pattern }: store.Subscription,
  open: readonly IssueNow[],
  { today, number }: { today: string; number: number | null },
): IssueNow | undefined {
  if (pattern.every === "daily") return open.find(({ dueOn }) => dueOn === today) ?? open[0];
  if (number === null) return open[0];
  return open.find((one) => one.year === yearIn(today) && one.number === number);
}

export interface Binding {
  id: string;
  year: number;
  from: number;
  to: number;
  barcode: string;
  shelf: string;
  callNumber: string;
  /** Though some of them never came. */
  incomplete?: boolean | undefined;
}

const longestVolume = 60;

/** `2026(1-7,12)`: the issues that are in it; where there are too many gaps to tell, the first and the last. */
function volumeOf(year: number, numbers: readonly number[]): string {
  const told = `${year}(${rangesOf(numbers).replaceAll("–", "-").replaceAll("、", ",")})`;
  return told.length <= longestVolume ? told : `${year}(${Math.min(...numbers)}-${Math.max(...numbers)})`;
}

/** Issues of a year that came become one item on the shelf, which says which they are. Where some between are lacking that is asked first. */
export async function bind(
  ctx: TxCtx,
  { id, year, from, to, incomplete = false, ...item }: Binding,
): Promise<{ issues: number }> {
  const subscription = found(await store.lockSubscription(ctx.db, id), "subscription", id);
  const meant = (await allOf(ctx, subscription)).filter(
    (one) => one.year === year && one.number >= from && one.number <= to,
  );
  const loose = meant.filter(isLoose);
  const lacking = lackingOf(meant);
  if (loose.length === 0) throw refused("serial.nothing-to-bind");
  if (lacking.length > 0 && !incomplete)
    throw refused("serial.lacks", { numbers: rangesOf(lacking), count: lacking.length });
  const { organisationId: ownerId, orgPath, recordId, placeId } = subscription;
  const barcode = item.barcode.trim();
  if ((await itemsWith(ctx.db, ownerId, [barcode])).length > 0)
    throw refused("order.barcode-taken", { barcodes: barcode });
  const [made] = await insertItems(
    ctx.db,
    { ownerId, orgPath, batchId: null },
    [
      {
        recordId,
        barcode,
        placeId,
        shelf: item.shelf.trim(),
        callNumber: item.callNumber.trim(),
        volume: volumeOf(
          year,
          loose.map(({ number }) => number),
        ),
        status: "in-process",
        priceFen: null,
        source: "",
        acquiredOn: today(ctx).toString(),
      },
    ],
    ctx.clock(),
  );
  if (!made) throw refused("order.barcode-taken", { barcodes: barcode });
  const issues = await store.bindIssues(ctx.db, id, { year, from, to, itemId: made.id });
  await markPlaces(ctx.db, [recordId]);
  await audit(ctx, {
    what: "issues.bound",
    on: { kind: "subscription", id },
    detail: { year, from, to, issues },
  });
  return { issues };
}
