/** Serials as staff see them, and what a place has of one, for readers. */
import type { Static } from "typebox";
import type { AnswerOf } from "#contract";
import { organisationsOf, placesOf } from "#places";
import { pathsHeld } from "#platform/auth";
import { type Ctx, today } from "#platform/ctx";
import { found } from "#platform/errors";
import { named } from "#platform/i18n";
import { landers, may, seers } from "../../may.ts";
import { ownPlaces } from "../../own-places.ts";
import { budgetsUnder, suppliersOf } from "../orders/money-store.ts";
import type * as contract from "./contract.ts";
import { daysOffText } from "./days-off.ts";
import { heldOf } from "./holdings.ts";
import { actsOf, isLoose, nextToBind } from "./issue-acts.ts";
import { type IssueNow, isOpen, issuesNow } from "./issues.ts";
import { nowIn } from "./now.ts";
import * as store from "./serial-store.ts";

const mostShown = 500;

type Serials = AnswerOf<typeof contract.listSerials>;

export async function listSerials(ctx: Ctx): Promise<Serials> {
  const { year } = today(ctx);
  return {
    items: await serialsNow(ctx),
    places: (await ownPlaces(ctx, ...landers)).map(({ id, name }) => ({ id, name })),
    year,
  };
}

/** Everything that comes to the asker's houses, with what is late: one question each for all. */
export async function serialsNow(ctx: Ctx): Promise<Serials["items"]> {
  const subscriptions = await store.subscriptionsUnder(ctx.db, pathsHeld(ctx.actor, ...seers), mostShown);
  const kept = await store.keptIssues(
    ctx.db,
    subscriptions.map(({ id }) => id),
  );
  const of = Map.groupBy(kept, ({ subscriptionId }) => subscriptionId);
  const suppliers = await suppliersOf(
    ctx.db,
    subscriptions.flatMap(({ supplierId }) => supplierId ?? []),
  );
  const brief = await briefs(ctx, subscriptions);
  const now = await nowIn(ctx);
  return subscriptions.map((one) => {
    const issues = issuesNow(one, of.get(one.id) ?? [], now);
    const next = issues.find(isOpen);
    return {
      ...brief(one),
      next: next ? issueView(next) : null,
      late: issues.filter(({ state }) => state === "late" || state === "claimed").map(issueView),
      supplier: suppliers.get(one.supplierId ?? "")?.name ?? null,
      mayCheckIn: may["acquiring.receive"](ctx.actor, one),
    };
  });
}

export async function showSerial(ctx: Ctx, id: string): Promise<AnswerOf<typeof contract.getSerial>> {
  const one = found(await store.subscriptionOf(ctx.db, id), "subscription", id);
  const issues = issuesNow(one, await store.keptIssues(ctx.db, [id]), await nowIn(ctx));
  const suppliers = await suppliersOf(ctx.db, one.supplierId ? [one.supplierId] : []);
  const { year } = today(ctx);
  const budgets = await budgetsUnder(ctx.db, [one.orgPath], { from: year, to: year + 1 });
  const works = may["acquiring.work"](ctx.actor, one);
  const goesOn = one.endedAt === null;
  const receives = goesOn && may["acquiring.receive"](ctx.actor, one);
  const follower = await store.followerOf(ctx.db, id);
  return {
    ...(await briefs(ctx, [one]))(one),
    supplier: suppliers.get(one.supplierId ?? "")?.name ?? null,
    priceFen: one.priceFen,
    grace: one.grace,
    holidays: one.pattern.holidays ?? false,
    daysOff: daysOffText(one.pattern.off ?? []),
    follower: follower && { id: follower.id, startsOn: follower.startsOn, endsOn: follower.endsOn },
    issues: issues.map((issue) => ({
      ...issueView(issue),
      can: actsOf(issue, { receives, works: goesOn && works }),
    })),
    binding: works ? nextToBind(issues) : null,
    budgets: budgets
      .filter(
        ({ organisationId, approvedAt }) => organisationId === one.organisationId && approvedAt !== null,
      )
      .map((budget) => ({
        id: budget.id,
        name: budget.name,
        year: budget.year,
        leftFen: budget.amountFen - budget.committedFen - budget.spentFen,
      })),
    can: [
      ...(receives ? (["check-in"] as const) : []),
      ...(goesOn && works ? (["claim", "end", "days-off"] as const) : []),
      ...(goesOn && works && !follower ? (["renew"] as const) : []),
      ...(works && issues.some(isLoose) ? (["bind"] as const) : []),
    ],
  };
}

/** What public places have of a serial, place by place. */
export async function heldAt(ctx: Ctx, recordId: number): Promise<Static<typeof contract.SerialHeld>[]> {
  const subscriptions = await store.subscriptionsOf(ctx.db, recordId);
  if (subscriptions.length === 0) return [];
  const kept = Map.groupBy(
    await store.keptIssues(
      ctx.db,
      subscriptions.map(({ id }) => id),
    ),
    ({ subscriptionId }) => subscriptionId,
  );
  const places = await placesOf(
    ctx.db,
    subscriptions.map(({ placeId }) => placeId),
  );
  const now = await nowIn(ctx);
  return [...Map.groupBy(subscriptions, ({ placeId }) => placeId)].flatMap(([placeId, at]) => {
    const place = places.get(placeId);
    const issues = at.flatMap((one) => issuesNow(one, kept.get(one.id) ?? [], now));
    const years = heldOf(
      issues.map(({ year, number, state }) => ({ year, number, hasCome: state === "arrived" })),
    );
    return place?.public && years.length > 0
      ? [{ place: { id: placeId, name: named(place, ctx.locale) }, years }]
      : [];
  });
}

const issueView = ({ itemId, ...issue }: IssueNow) => ({ ...issue, item: itemId });

async function briefs(ctx: Ctx, subscriptions: readonly store.Subscription[]) {
  const places = await placesOf(
    ctx.db,
    subscriptions.map(({ placeId }) => placeId),
  );
  const houses = await organisationsOf(
    ctx.db,
    subscriptions.map(({ organisationId }) => organisationId),
  );
  return ({
    id,
    title,
    recordId,
    organisationId,
    placeId,
    pattern,
    startsOn,
    endsOn,
  }: store.Subscription) => ({
    id,
    title,
    record: String(recordId),
    organisation: { id: organisationId, name: houses.get(organisationId)?.name ?? "" },
    place: { id: placeId, name: places.get(placeId)?.name ?? "" },
    every: pattern.every,
    startsOn,
    endsOn,
  });
}
