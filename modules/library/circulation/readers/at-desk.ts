/** Readers at the counter: as staff serve them, and how they and groups come to be there. */
import { ageOn, nameOfSubject, phoneTailsOf, ruleFactsOf } from "#people";
import { organisationsOf, placeOf } from "#places";
import { newSubject } from "#platform/auth";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import { found, invalid, refused } from "#platform/errors";
import { named } from "#platform/i18n";
import { counterStaff, may } from "../../may.ts";
import { ownOrganisations } from "../../own-organisations.ts";
import { ownPlaces } from "../../own-places.ts";
import { enrol, personOf } from "./become-reader.ts";
import { cardsOf } from "./cards/card-store.ts";
import { issueCard } from "./cards/cards.ts";
import { categoriesInUse } from "./categories.ts";
import { findReader } from "./find-reader.ts";
import { guaranteesOf } from "./guarantees/guarantee-store.ts";
import { takeGuarantor } from "./guarantees/guarantees.ts";
import { homeOf, homes } from "./homes.ts";
import { join } from "./join.ts";
import { beginProxy } from "./others/proxies.ts";
import { proxiesOf } from "./others/proxy-store.ts";
import { type Reader, readerOf } from "./reader-store.ts";
import { living, standingOf } from "./show-own.ts";
import { termsAt } from "./terms-store.ts";
import { cardViews, guaranteeViews, proxyViews } from "./views.ts";
import { waysAt } from "./ways.ts";
import { categoryOf, isChild, reasonAgainstJoining } from "./who-joins.ts";

/** What a permission is asked about: the place where staff stand, and the reader's library; empty where there is none. */
export async function servedAt(
  ctx: Ctx,
  { placeId, subject }: { placeId: string | null; subject: string | null },
): Promise<{ here: string; home: string }> {
  const here = placeId === null ? null : found(await placeOf(ctx.db, placeId), "place", placeId);
  const reader = subject === null ? null : await readerOf(ctx.db, subject);
  return { here: here?.orgPath ?? "", home: reader?.homePath ?? "" };
}

/** Where the asker serves readers. */
export async function showDesk(ctx: Ctx) {
  const places = await ownPlaces(ctx, ...counterStaff);
  const organisations = await ownOrganisations(ctx, ...counterStaff);
  return {
    places: places.map(({ id, name }) => ({ id, name })),
    homes: (await homes(ctx)).map((one) => ({ id: one.id, name: named(one, ctx.locale) })),
    organisations: organisations.map(({ id, name }) => ({ id, name })),
    categories: await categoriesInUse(ctx.db),
  };
}

export async function showAtDesk(ctx: Ctx, subject: string, placeId: string) {
  const place = found(await placeOf(ctx.db, placeId), "place", placeId);
  const reader = await readerOf(ctx.db, subject);
  const served = { here: place.orgPath, home: reader?.homePath ?? "" };
  const facts = (await ruleFactsOf(ctx.db, [subject])).get(subject);
  if (!reader && !facts) found(null, "reader", subject);
  const terms = await termsAt(ctx.db, place);
  const libraries = await homes(ctx);
  const all = libraries.map((one) => ({ id: one.id, name: named(one, ctx.locale) }));
  const isLiving = reader !== null && reader.endedOn === null;
  const issuers = await organisationsOf(ctx.db, [
    ...new Set([terms.issuerId, ...libraries.map(({ organisationId }) => organisationId)]),
  ]);
  return {
    name: reader?.name || (await nameOfSubject(ctx.db, subject)),
    phoneTail: (await phoneTailsOf(ctx.db, [subject])).get(subject) ?? null,
    age: facts?.born ? ageOn(facts.born, today(ctx)) : null,
    reader: reader && (await readerView(ctx, reader)),
    joining: isLiving || !facts ? null : await joiningView(ctx, subject, terms),
    homes: all,
    issuers: [...issuers.values()].map((one) => ({ id: one.id, name: named(one, ctx.locale) })),
    categories: await categoriesInUse(ctx.db),
    depositFen: terms.depositFen,
    can: [
      ...(!isLiving && facts && may["reader.write"](ctx.actor, served) ? (["make"] as const) : []),
      ...(isLiving && may["reader.write"](ctx.actor, served) ? (["write"] as const) : []),
      ...(isLiving && may["reader.decide"](ctx.actor, served) ? (["decide"] as const) : []),
    ],
  };
}

async function readerView(ctx: Ctx, reader: Reader) {
  const { subject } = reader;
  const home = await placeOf(ctx.db, reader.homeId);
  return {
    ...standingOf(reader),
    kind: reader.kind,
    version: reader.version,
    home: { id: reader.homeId, name: home ? named(home, ctx.locale) : "" },
    endedOn: reader.endedOn,
    cards: await cardViews(ctx, await cardsOf(ctx.db, [subject])),
    guarantees: await guaranteeViews(ctx, living(ctx, await guaranteesOf(ctx.db, [subject]))),
    // Whom somebody comes for is theirs to know; the counter sees who comes for this reader.
    proxies: await proxyViews(
      ctx,
      subject,
      (await proxiesOf(ctx.db, subject, today(ctx).toString())).filter((one) => one.subject === subject),
    ),
    ways: await waysAt(ctx, { homePath: reader.homePath, category: reader.category }),
  };
}

async function joiningView(ctx: Ctx, subject: string, terms: Awaited<ReturnType<typeof termsAt>>) {
  const person = await personOf(ctx, subject);
  const on = today(ctx);
  return {
    level: person.level,
    needsLevel: terms.level,
    against: reasonAgainstJoining(terms, person, on),
    category: categoryOf(terms, person, on),
    isChild: isChild(terms, person, on),
  };
}

export interface AtDesk {
  subject: string;
  homeId: string;
  familyCard: boolean;
  guardianAgrees: boolean;
}

/** The same terms as at home; a guardian who stands there agrees for somebody whom people knows none of. */
export async function enrolAtDesk(
  ctx: TxCtx,
  { subject, homeId, familyCard, guardianAgrees }: AtDesk,
): Promise<{ number: string | null }> {
  const home = await homeOf(ctx, homeId);
  const person = await personOf(ctx, subject);
  const terms = await termsAt(ctx.db, home);
  const against = reasonAgainstJoining(
    terms,
    { ...person, hasGuardian: person.hasGuardian || guardianAgrees },
    today(ctx),
  );
  if (against === "reader.level")
    throw refused(
      "reader.level-at-desk",
      { need: terms.level, level: person.level },
      { next: "/desk/identity" },
    );
  if (against) throw invalid([{ field: "/body/guardianAgrees", id: "guardian.not-agreed" }]);
  return enrol(ctx, subject, {
    home,
    terms,
    person,
    familyCard,
    consent: guardianAgrees ? "at-desk" : "guardian",
  });
}

export interface NewGroup {
  name: string;
  category: string;
  homeId: string;
  contact: string;
  validUntil: string | null;
}

/** A class or a company, under a key of its own. */
export async function makeGroup(
  ctx: TxCtx,
  { name, category, homeId, contact, validUntil }: NewGroup,
): Promise<{ subject: string; number: string }> {
  const home = await homeOf(ctx, homeId);
  const agent = await onePerson(ctx, contact, "/body/contact");
  const subject = await newSubject(ctx.db, ctx);
  await join(ctx, {
    subject,
    kind: "group",
    name: name.trim(),
    category,
    homeId: home.id,
    validUntil,
    card: null,
  });
  const { number } = await issueCard(ctx, subject, { number: null, old: "replaced" });
  await beginProxy(ctx, { subject, agent, kind: "contact", until: null });
  return { subject, number };
}

export async function addContact(ctx: TxCtx, subject: string, contact: string): Promise<void> {
  const agent = await onePerson(ctx, contact, "/body/contact");
  await beginProxy(ctx, { subject, agent, kind: "contact", until: null });
}

/** Both stand there and say so. */
export async function guarantorAtDesk(
  ctx: TxCtx,
  subject: string,
  { guarantor, bothAgree, until }: { guarantor: string; bothAgree: boolean; until: string | null },
): Promise<void> {
  if (!bothAgree) throw invalid([{ field: "/body/bothAgree", id: "consent.missing" }]);
  if (until !== null && until < today(ctx).toString())
    throw invalid([{ field: "/body/until", id: "day.past" }]);
  await takeGuarantor(ctx, subject, { guarantor: await onePerson(ctx, guarantor, "/body/guarantor"), until });
}

/** The one person a sign leads to: nobody acts for others by a name alone, nor by a number that two libraries gave. */
async function onePerson(ctx: TxCtx, sign: string, field: string): Promise<string> {
  const [one, ...others] = await findReader(ctx, sign);
  if (!one || others.length > 0 || one.name === sign.trim())
    throw invalid([{ field, id: one ? "reader.not-one" : "reader.nobody" }]);
  const facts = (await ruleFactsOf(ctx.db, [one.subject])).get(one.subject);
  if (!facts) throw invalid([{ field, id: "reader.nobody" }]);
  return one.subject;
}
