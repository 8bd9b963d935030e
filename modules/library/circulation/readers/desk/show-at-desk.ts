/** Readers as staff serve them at the counter. */
import { ageOn, nameOfSubject, phoneTailsOf, ruleFactsOf } from "#people";
import { organisationsOf, placeOf } from "#places";
import { type Ctx, today } from "#platform/ctx";
import { found } from "#platform/errors";
import { named } from "#platform/i18n";
import { counterStaff, may } from "../../../may.ts";
import { ownOrganisations } from "../../../own-organisations.ts";
import { ownPlaces } from "../../../own-places.ts";
import { cardsOf } from "../cards/card-store.ts";
import { categoriesInUse } from "../categories.ts";
import { guaranteesOf } from "../guarantees/guarantee-store.ts";
import { homes } from "../homes.ts";
import { proxiesOf } from "../others/proxy-store.ts";
import { personOf } from "../own/become-reader.ts";
import { living, standingOf } from "../own/show-own.ts";
import { type Reader, readerOf } from "../reader-store.ts";
import { termsAt } from "../terms/terms-store.ts";
import { cardViews, guaranteeViews, proxyViews } from "../views.ts";
import { waysAt } from "../ways.ts";
import { categoryOf, isChild, reasonAgainstJoining } from "../who-joins.ts";

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
