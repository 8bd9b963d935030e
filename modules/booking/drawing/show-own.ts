/** One's own part in draws: those one is in, the entry one is on, what may be done with it, and whom it may name. */
import { namesOfSubjects } from "#people";
import { principal } from "#platform/auth";
import { type Ctx, textFor } from "#platform/ctx";
import { found } from "#platform/errors";
import { may } from "../may.ts";
import { keepsEligibility } from "../rules/eligible.ts";
import * as store from "./draw-store.ts";
import * as entries from "./entry-store.ts";
import { groupName } from "./groups.ts";
import { type InGroup, standsToGroups } from "./in-groups.ts";
import { nameable } from "./may-name.ts";
import { type OnEntry, onAnother, peopleOn } from "./people-store.ts";
import { phaseOf, takesEntries } from "./phase.ts";
import * as resultStore from "./result-store.ts";
import { resultView, summaries } from "./show.ts";

/** So long after its end a draw still stands under what is one's own. */
const showsDays = 14;

/** Draws somebody is in, for the page of what is theirs. */
export async function ownDraws(ctx: Ctx) {
  const since = ctx.clock().subtract({ hours: 24 * showsDays });
  const subject = principal(ctx.actor)?.subject ?? "";
  const draws = await store.drawsOfPerson(ctx.db, subject, since);
  const items = await summaries(ctx, draws);
  const on = await peopleOn(
    ctx.db,
    draws.map(({ entryId }) => entryId),
  );
  const names = await namesOfSubjects(
    ctx.db,
    on.map((one) => one.subject),
  );
  const others = Map.groupBy(
    on.filter((one) => one.subject !== subject),
    ({ entryId }) => entryId,
  );
  return {
    items: items.map((item, n) => {
      const { number = "", entryId = "" } = draws[n] ?? {};
      const together = (others.get(entryId) ?? []).flatMap((one) => names.get(one.subject) ?? []);
      return { ...item, number, together };
    }),
  };
}

// texts: refusal.*
/** One's own entry and what may be done with it. */
export async function ownEntry(ctx: Ctx, drawId: string) {
  const draw = found(await store.draw(ctx.db, drawId), "draw", drawId);
  const subject = principal(ctx.actor)?.subject ?? "";
  const entry = await entries.entryWith(ctx.db, drawId, subject);
  const open = takesEntries(phaseOf(draw, ctx.clock())) && may["draw.enter"](ctx.actor, {});
  const living = entry?.state === "entered";
  const own = entry?.subject === subject;
  const can = !open
    ? []
    : !living
      ? (["enter"] as const)
      : own
        ? (["change", "withdraw"] as const)
        : (["leave"] as const);
  const on = entry ? await peopleOn(ctx.db, [entry.id]) : [];
  const family = open && (own || !living) ? await familyOn(ctx, drawId, { subject, entry, on }) : [];
  const groups =
    entry && !own ? [] : await ownGroups(ctx, draw, { subject, living, open, of: entry?.groups ?? [] });
  if (!entry) return { entry: null, groups, family, can: [...can] };
  const names = await namesOfSubjects(
    ctx.db,
    on.map((one) => one.subject),
  );
  const { number, state, size, choices, most } = entry;
  const results = await resultStore.resultsOf(ctx.db, drawId, number);
  const text = textFor(ctx);
  return {
    entry: {
      ...{ number, state, own, size, choices, most, rank: results[0]?.rank ?? null },
      people: on.map((one) => ({
        ...{ subject: one.subject, name: names.get(one.subject) ?? null },
        ...{ self: one.subject === subject, joined: one.joined },
      })),
      code: own && open && living ? entry.code : null,
      weight: await store.weightInList(ctx.db, drawId, number),
      results: results.map((one) => ({
        ...resultView(one),
        because: one.because && text(`refusal.${one.because.id}`, one.because.data),
      })),
    },
    groups,
    family,
    can: [...can],
  };
}

/** Whom an entry may name, and who of them cannot be: on another of the draw. */
async function familyOn(
  ctx: Ctx,
  drawId: string,
  { subject, entry, on }: { subject: string; entry: entries.Entry | null; on: readonly OnEntry[] },
) {
  const family = await nameable(ctx, subject, on);
  const subjects = family.map((one) => one.subject);
  const elsewhere = await onAnother(ctx.db, { drawId, entryId: entry?.id ?? null, subjects });
  const named = new Set(on.filter(({ joined }) => !joined).map((one) => one.subject));
  return family
    .filter((one) => !on.some(({ joined, subject }) => joined && subject === one.subject))
    .map(({ subject: of, name }) => ({
      ...{ subject: of, name, on: named.has(of), elsewhere: elsewhere.has(of) },
    }));
}

// texts: refusal.rule.*
/** Groups as somebody stands to them: while entries are taken with what is against it, later as the entry was found. */
async function ownGroups(
  ctx: Ctx,
  draw: store.Draw,
  { subject, living, open, of }: { subject: string; living: boolean; open: boolean; of: readonly string[] },
) {
  if (!(open || living) || !keepsEligibility(ctx.actor, subject)) return [];
  const text = textFor(ctx);
  const kinds = (await store.lotsOf(ctx.db, draw.id)).map(({ kind }) => kind);
  const now: InGroup[] = open
    ? await standsToGroups(ctx, draw, { subject, kinds })
    : draw.groups.map((group) => ({ group, against: null }));
  return now.map(({ group: { id, terms }, against }) => {
    const counted = living ? of.includes(id) : against === null;
    const because = against
      ? text(`refusal.${against.id}`, against.data)
      : open && !counted
        ? text("drawing.group.now")
        : null;
    const next = against?.next ? { href: against.next, label: text(`refusal.${against.id}.next`) } : null;
    return { id, name: groupName(terms, text), in: counted, because: counted ? null : because, next };
  });
}
