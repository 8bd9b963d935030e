/** Cards, guarantees and proxies as they are shown, at home and at the counter. */
import { namesOfSubjects } from "#people";
import { organisationsOf } from "#places";
import type { Ctx } from "#platform/ctx";
import { named } from "#platform/i18n";
import type { CardOfReader } from "./cards/card-store.ts";
import type { Guarantee } from "./guarantees/guarantee-store.ts";
import type { ProxyOf } from "./others/proxy-store.ts";
import { readersOf } from "./reader-store.ts";

export async function cardViews(ctx: Ctx, cards: readonly CardOfReader[]) {
  const issuers = await organisationsOf(
    ctx.db,
    cards.map(({ issuerId }) => issuerId),
  );
  return cards.map(({ issuerId, number, state, madeOn }) => {
    const issuer = issuers.get(issuerId);
    return { issuerId, issuer: issuer ? named(issuer, ctx.locale) : "", number, state, madeOn };
  });
}

export async function guaranteeViews(ctx: Ctx, all: readonly Guarantee[]) {
  const names = await namesOfSubjects(
    ctx.db,
    all.flatMap(({ guarantor }) => guarantor ?? []),
  );
  return all.map(({ id, way, since, until, amountFen, receipt, guarantor, reason }) => ({
    id,
    way,
    since: since.toString(),
    until: until?.toString() ?? null,
    amountFen,
    receipt,
    guarantor: guarantor === null ? null : { name: names.get(guarantor) ?? null },
    reason,
  }));
}

/** As `subject` sees them. */
export async function proxyViews(ctx: Ctx, subject: string, all: readonly ProxyOf[]) {
  const others = all.map((one) => (one.subject === subject ? one.agent : one.subject));
  const names = await namesOfSubjects(ctx.db, others);
  const groups = new Map((await readersOf(ctx.db, others)).map((one) => [one.subject, one.name]));
  return all.map(({ id, subject: whose, agent, kind, until }) => {
    const mine = whose === subject;
    const other = mine ? agent : whose;
    const as = mine
      ? ("comes-for-me" as const)
      : kind === "contact"
        ? ("contact-of" as const)
        : ("i-come-for" as const);
    return { id, name: groups.get(other) || (names.get(other) ?? null), as, until };
  });
}
