/**
 * The ledger of what houses lent one another in a year. Nothing of it is typed in: exhibitions are the legs of tours, their visitors are counted at
 * the door and told in reports of the sessions, hours are those of reservations and lessons that are over.
 */
import { Temporal } from "temporal-polyfill";
import { arrivedAt, lentHours } from "#booking";
import { organisationOf, organisationsByPaths, organisationsOf } from "#places";
import { pathsHeld } from "#platform/auth";
import { type Ctx, today } from "#platform/ctx";
import { found } from "#platform/errors";
import { named } from "#platform/i18n";
import { seers } from "../may.ts";
import { type ExchangeUse, exchangeUses } from "../slots.ts";
import type { Ledger } from "./contract.ts";
import { loansOf, sessionsCounted } from "./ledger-store.ts";
import { daysIn } from "./leg.ts";
import { housesAt } from "./show-touring.ts";

export interface Asked {
  organisation?: string;
  year?: number;
}

/** Whose ledger is asked for: the one named, or the first where the asker works. */
export async function ledgerTarget(ctx: Ctx, { organisation }: Asked): Promise<{ orgPath: string }> {
  if (organisation)
    return { orgPath: found(await organisationOf(ctx.db, organisation), "organisation", organisation).path };
  return { orgPath: pathsHeld(ctx.actor, ...seers).toSorted()[0] ?? "" };
}

export async function ledgerOf(ctx: Ctx, asked: Asked): Promise<Ledger> {
  const { orgPath: path } = await ledgerTarget(ctx, asked);
  const own = found((await organisationsByPaths(ctx.db, [path])).get(path), "organisation", path);
  const year = asked.year ?? today(ctx).year;
  const span = spanOf(year, ctx.city.zone);
  const loans = await loansIn(ctx, path, { year, ...span });
  const uses = [
    ...(await lentHours(ctx, { path, ...span })),
    ...(await ctx.slots.gather(exchangeUses, ctx, { path, ...span })),
  ];
  const nameOf = await namesOf(ctx, uses);
  const rows = { loans: loans.map(({ lent: _, borrowed: __, ...row }) => row) };
  const side = (of: "lent" | "borrowed") =>
    sumOf(
      loans.filter((loan) => loan[of]),
      uses.filter(({ lenderPath, borrowerPath }) =>
        (of === "lent" ? lenderPath : borrowerPath).startsWith(path),
      ),
    );
  return {
    organisation: { id: own.id, name: named(own, ctx.locale) },
    organisations: await housesAt(ctx, pathsHeld(ctx.actor, ...seers)),
    year,
    ...rows,
    uses: uses
      .map(({ lenderPath, borrowerPath, ...use }) => ({
        ...use,
        lender: nameOf(lenderPath),
        borrower: nameOf(borrowerPath),
      }))
      .toSorted((a, b) => b.minutes - a.minutes),
    lent: side("lent"),
    borrowed: side("borrowed"),
  };
}

/** A year of the city, in instants. */
function spanOf(year: number, zone: string): { from: Temporal.Instant; to: Temporal.Instant } {
  const begins = (of: number) =>
    Temporal.PlainDate.from({ year: of, month: 1, day: 1 }).toZonedDateTime({ timeZone: zone }).toInstant();
  return { from: begins(year), to: begins(year + 1) };
}

type Loan = Ledger["loans"][number] & { lent: boolean; borrowed: boolean };

async function loansIn(
  ctx: Ctx,
  path: string,
  { year, ...span }: { year: number; from: Temporal.Instant; to: Temporal.Instant },
): Promise<Loan[]> {
  const now = today(ctx).toString();
  const within = { from: `${year}-01-01`, through: `${year}-12-31` };
  const loans = await loansOf(ctx.db, { path, ...within });
  const houses = await organisationsOf(ctx.db, [
    ...new Set(loans.flatMap(({ lenderId, borrowerId }) => [lenderId, borrowerId])),
  ]);
  const house = (id: string) => {
    const one = found(houses.get(id), "organisation", id);
    return { id, name: named(one, ctx.locale) };
  };
  const isOwn = (id: string) => houses.get(id)?.path.startsWith(path) ?? false;
  const came = await visitorsOf(
    ctx,
    loans.flatMap(({ eventId }) => eventId ?? []),
    span,
  );
  return loans.map(({ legId, eventId, title, lenderId, borrowerId, arrivedOn, leftOn }) => ({
    ...{ legId, eventId, title, lender: house(lenderId), borrower: house(borrowerId) },
    ...{ from: arrivedOn, through: leftOn },
    days: daysIn({ from: arrivedOn, through: leftOn ?? now }, within),
    ...(came.get(eventId ?? "") ?? { visits: 0, reported: 0 }),
    ...{ lent: isOwn(lenderId), borrowed: isOwn(borrowerId) },
  }));
}

/** Who came to sessions of these events that began in the span: at the door, and by what staff reported of who was not checked in. */
async function visitorsOf(
  ctx: Ctx,
  eventIds: readonly string[],
  span: { from: Temporal.Instant; to: Temporal.Instant },
): Promise<Map<string, { visits: number; reported: number }>> {
  const sessions = eventIds.length > 0 ? await sessionsCounted(ctx.db, eventIds, span) : [];
  const offers = sessions.flatMap(({ offerId }) => offerId ?? []);
  const arrived = offers.length > 0 ? await arrivedAt(ctx.db, offers) : new Map<string, number>();
  const came = new Map<string, { visits: number; reported: number }>();
  for (const { eventId, offerId, reported } of sessions) {
    const so = came.get(eventId) ?? { visits: 0, reported: 0 };
    came.set(eventId, {
      visits: so.visits + (arrived.get(offerId ?? "") ?? 0),
      reported: so.reported + reported,
    });
  }
  return came;
}

function sumOf(loans: readonly Loan[], uses: readonly ExchangeUse[]): Ledger["lent"] {
  const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
  const minutes = (what: ExchangeUse["what"]) =>
    sum(uses.flatMap((use) => (use.what === what ? use.minutes : [])));
  return {
    exhibitions: loans.length,
    days: sum(loans.map(({ days }) => days)),
    visits: sum(loans.map(({ visits }) => visits)),
    reported: sum(loans.map(({ reported }) => reported)),
    roomMinutes: minutes("room"),
    thingMinutes: minutes("thing"),
    teacherMinutes: minutes("teacher"),
  };
}

async function namesOf(ctx: Ctx, uses: readonly ExchangeUse[]) {
  const houses = await organisationsByPaths(ctx.db, [
    ...new Set(uses.flatMap(({ lenderPath, borrowerPath }) => [lenderPath, borrowerPath])),
  ]);
  return (path: string) => {
    const one = found(houses.get(path), "organisation", path);
    return { id: one.id, name: named(one, ctx.locale) };
  };
}
