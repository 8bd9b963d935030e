/** What not coming and giving back mean for somebody who wants places: read for many at once, before any lock. */
import { Temporal } from "temporal-polyfill";
import { organisationsByPaths } from "#places";
import { principal } from "#platform/auth";
import { type Ctx, textFor } from "#platform/ctx";
import type { Db } from "#platform/db";
import { named } from "#platform/i18n";
import type { Against, Offer } from "../offers/offer.ts";
import * as offerStore from "../offers/offer-store.ts";
import { aboutOf } from "../views.ts";
import { reasonAgainstRebooking } from "./cancelling.ts";
import { givenBackOf } from "./mark-store.ts";
import { ownPenalties } from "./marking.ts";
import { rulesOver } from "./rule-store.ts";
import { type Suspension, suspensionFor } from "./standing.ts";
import { standingsOf } from "./standings.ts";
import { dayIn, type Occasion, ruleFor } from "./terms.ts";

/** Why each of those who ask may have no places of an offer now, or null; asked where one of them ever missed or gave back. */
export async function penaltiesOf(
  db: Db,
  offerId: string,
  asking: readonly { ctx: Ctx; subject: string }[],
): Promise<{ of(subject: string): Against | null }> {
  const [first] = asking;
  if (!first) return { of: () => null };
  const ctx = { ...first.ctx, db };
  const subjects = asking.map(({ subject }) => subject);
  const day = dayIn(ctx, ctx.clock());
  const standings = await standingsOf(ctx.db, subjects, day);
  const givenBack = await givenBackOf(ctx.db, offerId, subjects);
  const offer = standings.size > 0 || givenBack.size > 0 ? await offerStore.offer(ctx.db, offerId) : null;
  if (!offer) return { of: () => null };
  const cancelling =
    givenBack.size > 0
      ? ruleFor(await rulesOver(ctx.db, [offer.orgPath]), offer, "cancelling", day)?.terms?.cancelling
      : null;
  const placeId = standings.size > 0 ? await placeIdOf(ctx, offer) : null;
  const suspended = new Map(
    [...standings].flatMap(([subject, standing]) => {
      const one = suspensionFor(standing, { ...offer, placeId }, day);
      return one ? [[subject, one] as const] : [];
    }),
  );
  const say = await suspensionInWords(ctx, [...suspended.values()]);
  const askers = new Map(asking.map((one) => [one.subject, one.ctx]));
  return {
    of(subject) {
      const suspension = suspended.get(subject);
      if (suspension) return say(suspension, { to: askers.get(subject) ?? ctx, about: subject });
      return cancelling ? reasonAgainstRebooking(cancelling, givenBack.get(subject) ?? 0) : null;
    },
  };
}

/** Why somebody may not reserve something now, or null. */
export async function suspendedFrom(
  ctx: Ctx,
  subject: string,
  occasion: Occasion & { placeId: string | null },
): Promise<Against | null> {
  const day = dayIn(ctx, ctx.clock());
  const standing = (await standingsOf(ctx.db, [subject], day)).get(subject);
  const suspension = standing ? suspensionFor(standing, occasion, day) : null;
  if (!suspension) return null;
  return (await suspensionInWords(ctx, [suspension]))(suspension, { to: ctx, about: subject });
}

async function placeIdOf(ctx: Ctx, offer: Offer): Promise<string | null> {
  return (await aboutOf(ctx, [offer])).get(offer.ref)?.place?.id ?? null;
}

/** What a refusal says, in the words of whoever asks. Staff who ask for somebody are not told what that person had booked. */
async function suspensionInWords(ctx: Ctx, suspensions: readonly Suspension[]) {
  const paths = suspensions.map(({ rule }) => rule.orgPath);
  const organisations = paths.length > 0 ? await organisationsByPaths(ctx.db, paths) : new Map();
  return ({ rule, marks, lastDay }: Suspension, { to, about }: { to: Ctx; about: string }): Against => {
    const organisation = organisations.get(rule.orgPath);
    const own = principal(to.actor)?.subject === about;
    const { formats } = textFor(to);
    const days = marks.map(({ day }) => formats.dayText(Temporal.PlainDate.from(day)));
    return {
      id: "claim.penalty",
      data: {
        organisation: organisation ? named(organisation, to.locale) : "",
        own: String(own),
        count: marks.length,
        occasions: own ? formats.listText(days) : "",
        basis: rule.basis,
        until: lastDay,
      },
      ...(own && { next: ownPenalties }),
    };
  };
}
