/** People enter a draw, change their entry, and withdraw it, until the close. */
import { entryNumber } from "#libs/draw";
import { namesOfSubjects } from "#people";
import { audit } from "#platform/audit";
import { newReadableCode, plainReadableCode, principal } from "#platform/auth";
import type { TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, type Problem, refused } from "#platform/errors";
import { poolNow } from "../draw-from.ts";
import type { Against, Offer } from "../offer.ts";
import * as offerStore from "../offer-store.ts";
import { aboutOf } from "../views.ts";
import { whatStandsAgainst } from "../what-stands-against.ts";
import * as store from "./draw-store.ts";
import * as entries from "./entry-store.ts";
import { standsToGroups } from "./in-groups.ts";
import { type Nameable, nameable } from "./may-name.ts";
import { disband, type OnEntry, peopleOn, putPeople, takeOff } from "./people-store.ts";
import { phaseOf, takesEntries } from "./phase.ts";
import { type EntryWish, reasonAgainstEntry } from "./rules.ts";
import { tell } from "./tell.ts";

export function whose(ctx: TxCtx): string {
  const subject = principal(ctx.actor)?.subject;
  if (!subject) throw new Error("an entry needs a person");
  return subject;
}

/** The draw while it takes entries, shared with everybody who enters. */
export async function openDraw(ctx: TxCtx, drawId: string): Promise<store.Draw> {
  const draw = found(await store.shareDraw(ctx.db, drawId), "draw", drawId);
  const phase = phaseOf(draw, ctx.clock());
  if (phase === "called-off") throw refused("drawing.called-off");
  if (phase === "coming") throw refused("drawing.not-yet", { at: draw.opensAt.toString() });
  if (!takesEntries(phase)) throw refused("drawing.closed", { at: draw.closesAt.toString() });
  return draw;
}

export interface EntryInput extends Omit<EntryWish, "size"> {
  drawId: string;
  /** Of the family of whoever enters, those who come along. */
  people: readonly string[];
  /** So many more come along whom nobody names. */
  unnamed: number;
}

/**
 * Enters for oneself or whom one acts for, or changes the entry; one a person and draw, and nobody is on two. The rules of every occasion
 * chosen are asked as for a claim, and it is of those of the draw's groups that the city's records say. Who came by the code stays on it.
 * The number is random, stays with the entry, and is told to nobody else.
 */
export async function enterDraw(
  ctx: TxCtx,
  { drawId, people, unnamed, ...choice }: EntryInput,
): Promise<{ number: string }> {
  const subject = whose(ctx);
  const draw = await openDraw(ctx, drawId);
  const before = await entries.lockEntry(ctx.db, { drawId, subject });
  const on = (before ? await peopleOn(ctx.db, [before.id]) : []).filter((one) => one.subject !== subject);
  const joined = on.filter((one) => one.joined).map((one) => one.subject);
  const asked = new Set(people.filter((one) => !joined.includes(one)));
  const named = (await nameable(ctx, subject, on)).filter((one) => asked.has(one.subject));
  if (named.length < asked.size) throw refused("drawing.not-family");
  if (unnamed > 0 && !draw.unnamed) throw refused("drawing.named-only");
  const wish = { ...choice, size: 1 + joined.length + named.length + unnamed };
  const lots = await refuseWish(ctx, draw, { subject, wish });
  const kinds = lots.map(({ kind }) => kind);
  const groups = (await standsToGroups(ctx, draw, { subject, kinds })).flatMap(({ group, against }) =>
    against ? [] : [group.id],
  );
  const now = ctx.clock();
  // Numbers and codes are random: that one is taken already happens once in a trillion, and then the next is.
  for (;;) {
    const code = plainReadableCode(newReadableCode(ctx.random));
    const made = { ...wish, id: newId(), drawId, subject, number: entryNumber(ctx.random(5)), code, groups };
    if (await entries.putEntry(ctx.db, made, now)) break;
  }
  const entry = found(await entries.entryOf(ctx.db, drawId, subject), "draw-entry", drawId);
  await nameOn(ctx, draw, { entry, named, on });
  await audit(ctx, {
    what: "draw.entered",
    on: { kind: "draw", id: drawId },
    subject,
    detail: { size: wish.size },
  });
  return { number: entry.number };
}

/** Puts those who are named on the entry beside whoever makes it, and takes off whom they name no more; who reads it themself is told. */
async function nameOn(
  ctx: TxCtx,
  draw: store.Draw,
  { entry, named, on }: { entry: entries.Entry; named: readonly Nameable[]; on: readonly OnEntry[] },
): Promise<void> {
  const subject = whose(ctx);
  const subjects = named.map((one) => one.subject);
  const elsewhere = await putPeople(
    ctx.db,
    { drawId: draw.id, entryId: entry.id },
    { subjects: [subject, ...subjects] },
  );
  if (elsewhere.length > 0) throw await enteredElsewhere(ctx, draw.id, { elsewhere, self: subject });
  const before = new Set(on.map((one) => one.subject));
  const gone = on.flatMap((one) => (one.joined || subjects.includes(one.subject) ? [] : [one.subject]));
  if (gone.length > 0) await takeOff(ctx.db, entry.id, gone);
  const told = named.filter((one) => one.told && !before.has(one.subject)).map((one) => one.subject);
  await tell(ctx, draw, "notice.draw.named", told, { by: { person: subject } });
}

/** Why nobody is put on a second entry of a draw, and the way on. */
export async function enteredElsewhere(
  ctx: Pick<TxCtx, "db">,
  drawId: string,
  { elsewhere, self }: { elsewhere: readonly string[]; self: string },
): Promise<Problem> {
  if (elsewhere.includes(self)) return refused("drawing.on-another", {}, { next: `/draws/${drawId}#own` });
  const names = await namesOfSubjects(ctx.db, elsewhere);
  return refused("drawing.entered-elsewhere", { names: [...names.values()].join("、") || "none" });
}

/** Refuses a wish that could not be fulfilled, or that the rules of an occasion it chose forbid. Answers what is drawn. */
export async function refuseWish(
  ctx: TxCtx,
  draw: store.Draw,
  { subject, wish, only }: { subject: string; wish: EntryWish; only?: "size" },
): Promise<store.Lot[]> {
  const lots = await store.lotsOf(ctx.db, draw.id);
  const offers = new Map(
    (
      await offerStore.offers(
        ctx.db,
        lots.map(({ offerId }) => offerId),
      )
    ).map((offer) => [offer.id, offer]),
  );
  const about = await aboutOf(ctx, [...offers.values()]);
  const choosable = lots.map(({ code, places, state, ref }) => {
    const lot = { places, open: state === "open", title: about.get(ref)?.title ?? "" };
    return [code, lot] as const;
  });
  const against = reasonAgainstEntry(wish, { ...draw, lots: new Map(choosable) });
  if (against) throw refused(against.id, against.data);
  for (const { code, offerId, places } of lots) {
    const offer = offers.get(offerId);
    if (!offer || !wish.choices.includes(code)) continue;
    const unmet = await reasonByRules(ctx, { offer, subject, size: wish.size, places });
    if (unmet && (only === undefined || aboutSize.has(unmet.id)))
      throw refused(unmet.id, unmet.data, { next: unmet.next ?? null });
  }
  return lots;
}

/** What stands against how many come, not against who they are. */
const aboutSize = new Set(["claim.too-many", "rule.group"]);

/** As if all places were there and could be claimed now: whether some are left, only the draw says. */
async function reasonByRules(
  ctx: TxCtx,
  { offer, subject, size, places }: { offer: Offer; subject: string; size: number; places: number },
): Promise<Against | null> {
  const standing = await whatStandsAgainst(ctx.db, offer.id, [{ ctx, subject }], { look: true });
  const [pool] = (await offerStore.pools(ctx.db, [offer.id])).filter(({ channel }) => channel === "online");
  if (!pool) throw refused("claim.no-such-pool");
  const narrowed = standing.under(offer, "online");
  const free = {
    ...poolNow(narrowed, pool),
    left: places,
    releasesAt: ctx.clock(),
    awaitsDraw: null,
    toBeDrawn: false,
  };
  return standing.against({ ctx, subject, size }, { offer: narrowed, pool: free });
}

/** Withdraws one's entry; twice is once. Nobody is on it any more, and who came by its code is told. */
export async function withdrawEntry(ctx: TxCtx, drawId: string): Promise<{ state: "withdrawn" }> {
  const subject = whose(ctx);
  const draw = await openDraw(ctx, drawId);
  const entry = found(await entries.lockEntry(ctx.db, { drawId, subject }), "draw-entry", drawId);
  if (entry.state === "withdrawn") return { state: "withdrawn" };
  await entries.withdraw(ctx.db, drawId, subject, ctx.clock());
  const joined = await disband(ctx.db, [entry.id]);
  await tell(
    ctx,
    draw,
    "notice.draw.entry-gone",
    joined.map((one) => one.subject),
  );
  await audit(ctx, { what: "draw.withdrawn", on: { kind: "draw", id: drawId }, subject });
  return { state: "withdrawn" };
}
