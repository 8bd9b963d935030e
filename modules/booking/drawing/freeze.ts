/** The list is frozen: what is drawn, by which rules, and every entry, before the public value can be known. */

import type { Temporal } from "temporal-polyfill";
import { commitmentTo, type DrawList, freeze, publicForms } from "#libs/draw";
import { audit } from "#platform/audit";
import { openFor, sealFor } from "#platform/auth";
import { type Ctx, type TxCtx, textFor } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { occasionsOf } from "../occasions.ts";
import * as offerStore from "../offer-store.ts";
import { aboutOf } from "../views.ts";
import * as store from "./draw-store.ts";
import * as entries from "./entry-store.ts";
import { groupName, withinPlaces } from "./groups.ts";
import { callOffDraw } from "./make-draw.ts";
import { told } from "./people-store.ts";
import { phaseOf } from "./phase.ts";
import { looksBack, overlapsOf, weightOf } from "./rules.ts";
import { tell, tellEntrants } from "./tell.ts";

/** An instant as the list writes it: to the second, with the city's offset. */
export function written(at: Temporal.Instant, zone: string): string {
  return at.toZonedDateTimeISO(zone).toString({ timeZoneName: "never", smallestUnit: "second" });
}

/**
 * Freezes the list after the close: it, its hash and the commitment are written once, and everybody in it is told the hash. Occasions that
 * were cancelled by then are not in it, nor whoever wanted only these. A draw nobody entered is called off. Twice is once.
 */
export async function freezeDraw(ctx: TxCtx, drawId: string): Promise<{ hash: string | null }> {
  const drawn = await store.lotsOf(ctx.db, drawId);
  // Their numbers of places stay as they are read: pools are locked before the draw, as by whoever changes them.
  await offerStore.lockPools(
    ctx.db,
    drawn.map(({ offerId }) => offerId),
  );
  const draw = found(await store.lockDraw(ctx.db, drawId), "draw", drawId);
  if (draw.hash) return { hash: draw.hash };
  const phase = phaseOf(draw, ctx.clock());
  if (phase === "called-off") return { hash: null };
  if (phase === "unfrozen") throw refused("drawing.too-late-to-freeze", { at: draw.knownFrom.toString() });
  if (phase !== "closing") throw refused("drawing.window-open", { until: draw.closesAt.toString() });
  const lots = (await store.lotsOf(ctx.db, drawId)).filter(({ state }) => state === "open");
  const { listed, leftOut } = sift(await entries.entered(ctx.db, drawId), lots);
  await entries.leaveOut(
    ctx.db,
    leftOut.map(({ id }) => id),
    ctx.clock(),
  );
  await tell(ctx, draw, "notice.draw.left-out", await told(ctx.db, drawId, "left-out"));
  if (listed.length === 0) {
    await callOffDraw(ctx, drawId, null);
    return { hash: null };
  }
  const secret = ctx.random(32);
  const commitment = commitmentTo(secret.toString("hex"));
  const list = await draft(ctx, { draw, lots, listed, commitment });
  const frozen = freeze(list);
  if ("faults" in frozen) {
    const [first] = frozen.faults;
    throw refused(first?.id ?? "draw.shape", { at: first?.at ?? "" });
  }
  await store.insertFrozen(
    ctx.db,
    {
      ...{ drawId, ...frozen, commitment, entries: listed.length, weights: draw.weights },
      secretSealed: sealFor(keyOf(ctx, drawId), secret, drawId),
      now: ctx.clock(),
    },
    lots,
  );
  await announce(ctx, "draw.frozen", {
    ...{ drawId, orgPath: draw.orgPath, hash: frozen.hash, entries: listed.length },
  });
  await audit(ctx, {
    what: "draw.frozen",
    on: { kind: "draw", id: drawId },
    detail: { hash: frozen.hash, commitment, entries: listed.length },
  });
  await tellEntrants(ctx, draw, "notice.draw.frozen", { hash: frozen.hash, count: listed.length });
  return { hash: frozen.hash };
}

/**
 * Freezes a list by the clock. Where the city stood still until its value could be known that is too late: whoever froze it now could have
 * chosen it by the value. Everybody who entered is told so, once; what becomes of the places its manager decides.
 */
export async function freezeOrTell(ctx: TxCtx, drawId: string): Promise<void> {
  const draw = found(await store.lockDraw(ctx.db, drawId), "draw", drawId);
  if (phaseOf(draw, ctx.clock()) !== "unfrozen") {
    await freezeDraw(ctx, drawId);
    return;
  }
  if ((await store.setToldUnfrozen(ctx.db, drawId, ctx.clock())) === 0) return;
  await tellEntrants(ctx, draw, "notice.draw.unfrozen");
  await audit(ctx, { what: "draw.not-frozen", on: { kind: "draw", id: drawId } });
}

/** The secret of a frozen draw, for drawing, and for everybody once it is public (`isSecretOut`). */
export function secretOf(ctx: Pick<Ctx, "keyedHash">, drawId: string, sealed: Buffer): string {
  return openFor(keyOf(ctx, drawId), sealed, drawId).toString("hex");
}

const keyOf = (ctx: Pick<Ctx, "keyedHash">, drawId: string) => ctx.keyedHash("booking/draw-secret", drawId);

type Entered = Awaited<ReturnType<typeof entries.entered>>[number];

/** Each entry with those of its choices that are there and large enough; and those with none left. */
function sift(
  all: readonly Entered[],
  lots: readonly store.Lot[],
): { listed: Entered[]; leftOut: Entered[] } {
  const places = new Map(lots.map((lot) => [lot.code, lot.places]));
  const sifted = all.map((entry) => ({
    ...entry,
    choices: entry.choices.filter((code) => entry.size <= (places.get(code) ?? 0)),
  }));
  return {
    listed: sifted.filter(({ choices }) => choices.length > 0),
    leftOut: sifted.filter(({ choices }) => choices.length === 0),
  };
}

async function draft(
  ctx: TxCtx,
  {
    draw,
    lots,
    listed,
    commitment,
  }: { draw: store.Draw; lots: readonly store.Lot[]; listed: readonly Entered[]; commitment: string },
): Promise<Omit<DrawList, "version">> {
  const { zone } = ctx.city;
  const about = await aboutOf(ctx, [...lots]);
  const text = textFor({ ...ctx, locale: "zh-CN" });
  const weights = await weightsOf(ctx, draw, listed);
  const occasions = await occasionsOf(ctx, lots);
  return {
    title: draw.title,
    frozenAt: written(ctx.clock(), zone),
    commitment,
    value: {
      source: draw.valueSource,
      form: publicForms[draw.valueKind],
      knownFrom: written(draw.knownFrom, zone),
    },
    revealBy: written(draw.revealBy, zone),
    most: draw.mostLots,
    groups: draw.groups.map(({ id, terms }) => ({ id, title: groupName(terms, text) })),
    classes: lots.map(({ code, places, reserved, ref, startsAt }) => ({
      id: code,
      title: `${about.get(ref)?.title ?? code} ${written(startsAt, zone).slice(0, 16).replace("T", " ")}`,
      places,
      reserved: withinPlaces(reserved, places),
    })),
    overlaps: overlapsOf(lots.map((lot) => ({ code: lot.code, occasions: occasions(lot) }))),
    entries: listed.map(({ number, subject, size, groups, choices, most }) => ({
      ...{ number, weight: weights(subject), size, groups, choices, most },
    })),
  };
}

async function weightsOf(ctx: TxCtx, { weights, orgPath }: store.Draw, listed: readonly Entered[]) {
  const none = { losses: 0, wins: 0, missed: 0 };
  const now = ctx.clock();
  const since = now.toZonedDateTimeISO(ctx.city.zone).subtract({ months: weights.months }).toInstant();
  const subjects = looksBack(weights) ? listed.map(({ subject }) => subject) : [];
  const rows = subjects.length > 0 ? await entries.earlier(ctx.db, { subjects, orgPath, since, now }) : [];
  const records = new Map(rows.map((row) => [row.subject, row]));
  return (subject: string) => weightOf(weights, records.get(subject) ?? none);
}
