/** For whom somebody who stands there may borrow and collect: themself, their children, groups whose contact they are, readers who let them come. */
import { ageOn, familyOf, ruleFactsOf } from "#people";
import { type Ctx, today } from "#platform/ctx";
import { refused } from "#platform/errors";
import { type Reader, readersOf } from "../reader-store.ts";
import { proxiesOf } from "./proxy-store.ts";

export interface WhomFor {
  reader: Reader;
  as: "oneself" | "family" | "contact" | "proxy";
}

/** Until this age a guardian reads what a child has; from then on only who does not sign in themself (PIPL art. 31). */
const ownAge = 14;

/** The readers somebody may act for, themself first. Each loan is in the name of whom it is for. */
export async function whomFor(ctx: Ctx, subject: string): Promise<WhomFor[]> {
  const on = today(ctx).toString();
  const proxies = (await proxiesOf(ctx.db, subject, on)).filter(({ agent }) => agent === subject);
  const wards = (await familyOf(ctx.db, [subject])).filter((one) => one.as === "ward");
  const as = new Map<string, WhomFor["as"]>([
    ...proxies.map((one) => [one.subject, one.kind] as const),
    ...wards.map((one) => [one.subject, "family"] as const),
    [subject, "oneself"],
  ]);
  const order = ["oneself", "family", "contact", "proxy"];
  return (await readersOf(ctx.db, [...as.keys()]))
    .filter(({ endedOn }) => endedOn === null)
    .map((reader) => ({ reader, as: as.get(reader.subject) ?? "proxy" }))
    .toSorted((a, b) => order.indexOf(a.as) - order.indexOf(b.as));
}

/** Refuses who may not act for a reader. The reader themself always may. */
export async function checkMayComeFor(
  ctx: Ctx,
  { subject, agent }: { subject: string; agent: string },
): Promise<void> {
  if (subject === agent) return;
  const all = await whomFor(ctx, agent);
  if (!all.some(({ reader }) => reader.subject === subject)) throw refused("proxy.not-for");
}

/** Children of a guardian who are readers, as far as the guardian reads what they have. */
export async function childReaders(
  ctx: Ctx,
  guardian: string,
): Promise<{ reader: Reader; name: string | null }[]> {
  const wards = (await familyOf(ctx.db, [guardian])).filter((one) => one.as === "ward");
  const subjects = wards.map(({ subject }) => subject);
  const facts = await ruleFactsOf(ctx.db, subjects);
  const day = today(ctx);
  const read = wards.filter(({ subject, signsIn }) => {
    const born = facts.get(subject)?.born ?? null;
    return !signsIn || (born !== null && ageOn(born, day) < ownAge);
  });
  const names = new Map(read.map(({ subject, name }) => [subject, name]));
  return (await readersOf(ctx.db, [...names.keys()])).map((reader) => ({
    reader,
    name: names.get(reader.subject) ?? null,
  }));
}
