/** What contests keep about one person: their copy of it, its end, and its joining with another account. */
import type { Joining, Moved, PersonSection } from "#platform/auth";
import type { Ctx, TxCtx } from "#platform/ctx";
import { tellCaptains } from "./captain.ts";
import { entriesOfSubject } from "./entry-store.ts";
import * as store from "./one-person-store.ts";
import { tellShortTeams } from "./team-short.ts";

/** What somebody entered, and where they judge. */
export async function contestsOf(ctx: Ctx, subject: string): Promise<PersonSection[]> {
  const entries = await entriesOfSubject(ctx.db, subject);
  const seats = await store.seatsOf(ctx.db, subject);
  return [
    ...(entries.length > 0
      ? [
          {
            module: "programme",
            title: "export.contest-entries",
            rows: entries.map((entry) => ({
              contest: entry.contest,
              category: entry.category,
              number: entry.number,
              title: entry.title,
              description: entry.description,
              link: entry.link,
              team: entry.teamName,
              nameInPublic: entry.namePublic,
              state: entry.state,
              disqualified: entry.disqualified,
              at: entry.madeAt.toString(),
            })),
            words: { state: "contest.entry.state" },
          },
        ]
      : []),
    ...(seats.length > 0
      ? [
          {
            module: "programme",
            title: "export.jury-seats",
            rows: seats.map(({ contest, name, ofHouse, appointedAt }) => ({
              contest,
              name,
              ofHouse,
              at: appointedAt.toString(),
            })),
          },
        ]
      : []),
  ];
}

/** A team goes on with another captain. Entries without results are withdrawn, those with results stay by number alone; seats and points stay without a name. */
export async function forgetContestant(ctx: TxCtx, subject: string): Promise<number> {
  const { rows, left, captains } = await store.forget(ctx.db, subject, ctx.clock());
  await tellCaptains(ctx, captains);
  await tellShortTeams(ctx, left);
  return rows;
}

// texts: merge.contest merge.contest.twice merge.contest.judged
/**
 * Entries, memberships and seats move. Who is in one category under both accounts keeps what is of the account that stays; who judged with
 * one what they entered with the other stays an entrant.
 */
export async function mergeContestants(ctx: TxCtx, { from, into }: Joining): Promise<Moved[]> {
  const twice = await store.inBoth(ctx.db, from.subject, into.subject);
  const given = twice.map(({ entryId }) => entryId);
  await tellCaptains(ctx, await store.giveUp(ctx.db, from.subject, given, ctx.clock()));
  const rows = await store.move(ctx.db, from.subject, into.subject, ctx.clock());
  const judged = await store.endPartialSeats(ctx.db, into.subject, ctx.clock());
  await tellShortTeams(ctx, given);
  if (rows === 0 && twice.length === 0) return [];
  return [
    {
      module: "programme",
      what: "merge.contest",
      rows,
      settled: [
        ...twice.map(({ contest, category }) => ({
          text: "merge.contest.twice",
          values: { contest, category },
        })),
        ...judged.map((values) => ({ text: "merge.contest.judged", values })),
      ],
    },
  ];
}
