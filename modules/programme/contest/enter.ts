/** Entering a contest, joining a team, leaving again: for oneself or whom one acts for. */
import type { Static } from "typebox";
import { accountOf, ageOn } from "#people";
import { audit } from "#platform/audit";
import { newReadableCode, plainReadableCode, principal } from "#platform/auth";
import type { Ctx, TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, invalid, notFound, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { tellCaptains } from "./captain.ts";
import * as contestStore from "./contest-store.ts";
import type { enterContest } from "./contract.ts";
import { reasonAgainstEntry, windowAt } from "./entering.ts";
import * as store from "./entry-store.ts";
import { lockRoundsOf } from "./round-store.ts";
import { sitsFor } from "./stake.ts";
import { isOver } from "./standing.ts";
import { tellShortTeams } from "./team-short.ts";

type Input = Static<NonNullable<typeof enterContest.body>> & { id: string };

/** Makes an entry and takes its place; of a team the entrant is captain and gets a code for the others. */
export async function enter(
  ctx: TxCtx,
  input: Input,
): Promise<{ id: string; number: number; code: string | null }> {
  const who = person(ctx);
  const category = found(await contestStore.category(ctx.db, input.id), "contest-category", input.id);
  const contest = await publicContest(ctx, category.eventId);
  await refuseEntrant(ctx, contest, category, who);
  const team = category.teamTo > 1;
  const faults = [
    ...(input.agrees ? [] : [{ field: "/body/agrees", id: "contest.agrees" }]),
    ...(contest.link === "needed" && input.link === null ? [{ field: "/body/link", id: "missing" }] : []),
    ...(team && input.teamName === null ? [{ field: "/body/teamName", id: "missing" }] : []),
  ];
  if (faults.length > 0) throw invalid(faults);
  const id = newId(ctx.clock().epochMilliseconds);
  const code = team ? newReadableCode(ctx.random) : null;
  const made = await store.makeEntry(ctx.db, {
    id,
    categoryId: category.id,
    subject: who.subject,
    title: input.title.trim(),
    description: input.description.trim(),
    link: contest.link === "none" ? null : input.link,
    teamName: team ? (input.teamName?.trim() ?? null) : null,
    namePublic: input.namePublic,
    code: code && plainReadableCode(code),
    now: ctx.clock(),
  });
  if (!made.took) throw refused("contest.full");
  if (made.number === null) throw refused("contest.already-in", {}, { next: "/my/entries" });
  await audit(ctx, {
    what: "contest.entered",
    on: { kind: "contest-entry", id },
    subject: who.subject,
    detail: { category: category.id, namePublic: input.namePublic },
  });
  await announce(ctx, "contest.entered", {
    entryId: id,
    categoryId: category.id,
    eventId: contest.eventId,
    orgPath: contest.orgPath,
  });
  return { id, number: made.number, code };
}

/** Joins the team of a code. */
export async function join(
  ctx: TxCtx,
  { code, agrees }: { code: string; agrees: boolean },
): Promise<{ id: string }> {
  const who = person(ctx);
  const entry = await store.entryByCode(ctx.db, plainReadableCode(code));
  if (!entry) throw refused("contest.no-such-code");
  const contest = await publicContest(ctx, entry.eventId);
  const category = found(
    await contestStore.category(ctx.db, entry.categoryId),
    "contest-category",
    entry.categoryId,
  );
  await refuseEntrant(ctx, contest, category, who);
  if (!agrees) throw invalid([{ field: "/body/agrees", id: "contest.agrees" }]);
  const { took, joined } = await store.addMember(ctx.db, {
    entryId: entry.id,
    subject: who.subject,
    now: ctx.clock(),
  });
  if (!took) throw refused("contest.team-full", { most: category.teamTo });
  if (!joined) throw refused("contest.already-in", {}, { next: "/my/entries" });
  await audit(ctx, {
    what: "contest.joined",
    on: { kind: "contest-entry", id: entry.id },
    subject: who.subject,
  });
  return { id: entry.id };
}

/**
 * Takes oneself out of a team: of a captain's, whoever joined next becomes captain and is told. Withdraws one's own entry where nobody else
 * is in it, or a captain wants all to leave.
 */
export async function leave(
  ctx: TxCtx,
  id: string,
  whom: "self" | "all" = "self",
): Promise<{ withdrawn: boolean }> {
  const who = person(ctx);
  const entry = found(await store.lockEntry(ctx.db, id), "contest-entry", id);
  const members = (await store.membersOf(ctx.db, [id])).get(id) ?? [];
  if (!members.includes(who.subject)) throw notFound("contest-entry", id);
  if ((await lockRoundsOf(ctx.db, entry.categoryId)).entered) throw refused("contest.begun");
  const captain = entry.subject === who.subject;
  const withdrawn = captain && (whom === "all" || members.length === 1);
  if (!withdrawn && entry.state === "accepted") await refuseTooFew(ctx, entry);
  if (withdrawn) await store.endEntries(ctx.db, [id], { as: "withdrawn", reason: null }, ctx.clock());
  else {
    await store.removeMember(ctx.db, who.subject, [id]);
    if (captain) await tellCaptains(ctx, await store.handTeamsOn(ctx.db, who.subject, ctx.clock()));
    await tellShortTeams(ctx, [id]);
  }
  await audit(ctx, {
    what: withdrawn ? "contest.withdrawn" : "contest.left",
    on: { kind: "contest-entry", id },
    subject: who.subject,
  });
  return { withdrawn };
}

/** Once entries are closed nobody comes in their place: an accepted team keeps its least size. */
async function refuseTooFew(ctx: TxCtx, { eventId, categoryId, members }: store.Entry): Promise<void> {
  const contest = found(await contestStore.contest(ctx.db, eventId), "contest", eventId);
  const { teamFrom } = found(await contestStore.category(ctx.db, categoryId), "contest-category", categoryId);
  if (windowOf(ctx, contest) === "closed" && members <= teamFrom)
    throw refused("contest.team-would-be-short", { least: teamFrom });
}

/** The contest of a published event; any other does not exist for the public. */
export async function publicContest(ctx: Pick<Ctx, "db">, eventId: string): Promise<contestStore.Contest> {
  const contest = found(await contestStore.contest(ctx.db, eventId), "contest", eventId);
  if (contest.state !== "published") throw notFound("contest", eventId);
  return contest;
}

async function refuseEntrant(
  ctx: TxCtx,
  contest: contestStore.Contest,
  category: contestStore.Category,
  { account, subject }: { account: string; subject: string },
): Promise<void> {
  if (isOver(contest)) throw refused("contest.event-over");
  if ((await lockRoundsOf(ctx.db, category.id)).scored) throw refused("contest.closed");
  const known = await accountOf(ctx.db, account);
  if (!known?.name) throw refused("contest.name-needed", {}, { next: "/my/account" });
  const { born } = known;
  const lastDay = contest.closesAt.toZonedDateTimeISO(ctx.city.zone).toPlainDate();
  const against = reasonAgainstEntry(windowOf(ctx, contest), category, {
    age: born === null ? null : ageOn(born, lastDay),
    guarded: ctx.actor.onBehalfOf?.as === "guardian",
  });
  if (against) throw refused(against, {}, against === "contest.age-unknown" ? { next: "/my/documents" } : {});
  if (category.decided !== "jury") return;
  await contestStore.holdContest(ctx.db, contest.eventId);
  if (await sitsFor(ctx, contest.eventId, subject)) throw refused("contest.jury-not-entrant");
}

export function windowOf(
  ctx: Pick<Ctx, "clock">,
  { opensAt, closesAt }: Pick<contestStore.Contest, "opensAt" | "closesAt">,
) {
  return windowAt(ctx.clock().epochMilliseconds, {
    opensAt: opensAt.epochMilliseconds,
    closesAt: closesAt.epochMilliseconds,
  });
}

function person(ctx: Ctx) {
  const who = principal(ctx.actor);
  if (!who) throw new Error("an entry is somebody's");
  return who;
}
