/** 我的读者证: one's card, what one may borrow and why; and for who has none, what it takes. */

import { Temporal } from "temporal-polyfill";
import { nameOfSubject, namesOfSubjects, qualified } from "#people";
import { type Place, placeOf } from "#places";
import { type Ctx, today } from "#platform/ctx";
import { named } from "#platform/i18n";
import { cardsOf } from "../cards/card-store.ts";
import { creditCheckNamed } from "../guarantees/credit.ts";
import { type Guarantee, guaranteedBy, guaranteesOf } from "../guarantees/guarantee-store.ts";
import { homes } from "../homes.ts";
import { proxiesOf } from "../others/proxy-store.ts";
import { childReaders } from "../others/whom-for.ts";
import { earliestDue, type Reader, readerOf } from "../reader-store.ts";
import { type ReaderTerms, termsAt } from "../terms/terms-store.ts";
import { cardViews, guaranteeViews, proxyViews } from "../views.ts";
import { bestWay, type WayGives, waysAt } from "../ways.ts";
import { categoryOf, isChild, reasonAgainstJoining, validUntil } from "../who-joins.ts";
import { personOf } from "./become-reader.ts";
import { hasFamilyCard } from "./family-card.ts";

export async function showOwn(ctx: Ctx, subject: string, asked: { home?: string | undefined }) {
  const found = await readerOf(ctx.db, subject);
  const reader = found && found.endedOn === null ? found : null;
  const all = await homes(ctx);
  const home = reader
    ? await placeOf(ctx.db, reader.homeId)
    : (all.find(({ id }) => id === asked.home) ?? all[0] ?? null);
  const terms = home && (await termsAt(ctx.db, home));
  const person = reader || !terms ? null : await personOf(ctx, subject);
  const category = reader?.category ?? (terms && person ? categoryOf(terms, person, today(ctx)) : "");
  const ways = home ? await waysAt(ctx, { homePath: reader?.homePath ?? home.orgPath, category }) : [];
  return {
    name: await nameOfSubject(ctx.db, subject),
    reader: reader && (await readerView(ctx, reader, { home, ways })),
    joining: terms && person ? await joiningView(ctx, subject, { terms, person }) : null,
    home: home && brief(ctx, home),
    homes: all.map((one) => brief(ctx, one)),
    ways,
    check: terms ? await checkView(ctx, subject, terms) : null,
    depositFen: terms?.depositFen ?? 0,
  };
}

const brief = (ctx: Ctx, place: Place) => ({ id: place.id, name: named(place, ctx.locale) });

async function readerView(
  ctx: Ctx,
  reader: Reader,
  { home, ways }: { home: Place | null; ways: readonly WayGives[] },
) {
  const { subject } = reader;
  const guarantees = await guaranteesOf(ctx.db, [subject]);
  const cards = await cardsOf(ctx.db, [subject]);
  const on = today(ctx).toString();
  const children = await childReaders(ctx, subject);
  const childSubjects = children.map((one) => one.reader.subject);
  const due = await earliestDue(ctx.db, childSubjects);
  const withCards = new Set(
    (await cardsOf(ctx.db, childSubjects))
      .filter(({ state }) => state === "active")
      .map((card) => card.subject),
  );
  const standsFor = await guaranteedBy(ctx.db, subject);
  const names = await namesOfSubjects(
    ctx.db,
    standsFor.map((one) => one.subject),
  );
  const own = ctx.actor.onBehalfOf === null;
  const hasCard = cards.some(({ state }) => state === "active");
  return {
    ...standingOf(reader),
    expired: reader.validUntil !== null && reader.validUntil < on,
    home: home ? brief(ctx, home) : { id: reader.homeId, name: "" },
    cards: await cardViews(
      ctx,
      cards.filter(({ state }) => state === "active" || state === "alias"),
    ),
    because: because(ctx, ways, guarantees),
    guarantees: await guaranteeViews(ctx, living(ctx, guarantees)),
    standsFor: standsFor.map((one) => ({
      id: one.id,
      name: names.get(one.subject) ?? null,
      until: one.until?.toString() ?? null,
    })),
    proxies: await proxyViews(ctx, subject, await proxiesOf(ctx.db, subject, on)),
    children: children.map((one) => ({
      name: one.name,
      loans: one.reader.loans,
      due: due.get(one.reader.subject) ?? null,
      ownCard: withCards.has(one.reader.subject),
      blocked: one.reader.blocked !== "",
    })),
    can: [...(own ? (["code"] as const) : []), hasCard ? ("lose-card" as const) : ("new-card" as const)],
  };
}

/** What of a reader is shown everywhere. */
export const standingOf = ({
  category,
  validUntil: until,
  suspendedUntil,
  blocked,
  loans,
  holds,
  owesFen,
  joinedOn,
}: Reader) => ({ category, validUntil: until, suspendedUntil, blocked, loans, holds, owesFen, joinedOn });

/** Those that have not run out. */
export const living = (ctx: Ctx, all: readonly Guarantee[]): Guarantee[] =>
  all.filter(({ until }) => until === null || Temporal.Instant.compare(until, ctx.clock()) > 0);

function because(ctx: Ctx, ways: readonly WayGives[], guarantees: readonly Guarantee[]) {
  const stands = living(ctx, guarantees);
  const gives = bestWay(
    ways,
    stands.map(({ way }) => way),
  );
  if (!gives) return null;
  const until = stands.find(({ way }) => way === gives.way)?.until?.toString() ?? null;
  return { way: gives.way, until, gives };
}

async function joiningView(
  ctx: Ctx,
  subject: string,
  { terms, person }: { terms: ReaderTerms; person: Awaited<ReturnType<typeof personOf>> },
) {
  const on = today(ctx);
  const child = isChild(terms, person, on);
  return {
    level: person.level,
    needsLevel: terms.level,
    against: reasonAgainstJoining(terms, person, on),
    childUnder: terms.childUnder,
    isChild: child,
    mayUseFamilyCard: child && (await hasFamilyCard(ctx, subject)),
    validUntil: validUntil(terms, on),
  };
}

/** Yes or no, and people's own words for it: nobody here knows more. */
async function checkView(ctx: Ctx, subject: string, { creditCheck }: ReaderTerms) {
  const check = await creditCheckNamed(ctx, creditCheck);
  if (!check) return null;
  const answer = await qualified(ctx, subject, check.code);
  return {
    ...check,
    standing: answer.qualified,
    asked: answer.qualified || answer.reason !== "none",
    explain: answer.qualified ? "" : answer.explain,
    href: `/my/eligibility/${check.code}`,
  };
}
