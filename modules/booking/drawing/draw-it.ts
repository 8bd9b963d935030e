/** The draw itself: one person types the public value in, another the same again from its source, and with that it takes place. */
import { draw as drawList, publicForms, readValue } from "#libs/draw";
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { enqueue } from "#platform/jobs";
import { madeLately } from "#platform/publishing";
import * as store from "./draw-store.ts";
import { secretOf, written } from "./freeze.ts";
import { isToBeDrawn, phaseOf } from "./phase.ts";
import * as resultStore from "./result-store.ts";

export const carryOutJob = "booking.carry-out-draw";

async function toBeDrawn(ctx: TxCtx, drawId: string, typed: string) {
  const draw = found(await store.lockDraw(ctx.db, drawId), "draw", drawId);
  const phase = phaseOf(draw, ctx.clock());
  if (draw.drawnAt) throw refused("drawing.drawn");
  if (phase === "frozen") throw refused("draw.too-early", { at: draw.knownFrom.toString() });
  if (!isToBeDrawn(phase)) throw refused("drawing.not-frozen");
  const read = readValue(publicForms[draw.valueKind], typed);
  if ("fault" in read) {
    const { id, ...data } = read.fault;
    throw refused(id, data);
  }
  return { draw, value: read.value };
}

function staff({ actor }: TxCtx): string {
  if (!actor.subject) throw new Error("a value is typed by somebody");
  return actor.subject;
}

/** Notes the value until somebody else confirms it; whoever types another one begins anew. */
export async function typeValue(ctx: TxCtx, drawId: string, typed: string): Promise<{ value: string }> {
  const { value } = await toBeDrawn(ctx, drawId, typed);
  await store.setTypedValue(ctx.db, drawId, { value, typedBy: staff(ctx), typedAt: ctx.clock() });
  await audit(ctx, { what: "draw.value-typed", on: { kind: "draw", id: drawId }, detail: { value } });
  return { value };
}

/** Draws, where another than whoever typed the value types the same. Places follow in the background and can be seen at once. */
export async function confirmValue(ctx: TxCtx, drawId: string, typed: string): Promise<{ entries: number }> {
  const { draw, value } = await toBeDrawn(ctx, drawId, typed);
  const first = await store.typedValue(ctx.db, drawId);
  if (!first) throw refused("drawing.not-typed");
  const by = staff(ctx);
  const maker = first.typedBy;
  if (maker === by || (await ctx.slots.gather(madeLately, ctx, { maker, subject: by })).length > 0)
    throw refused("drawing.own-value");
  if (first.value !== value) throw refused("drawing.value-differs");
  const frozen = found(await store.frozenText(ctx.db, drawId), "draw", drawId);
  const at = written(ctx.clock(), ctx.city.zone);
  const drawn = drawList(frozen.text, { secret: secretOf(ctx, drawId, frozen.secretSealed), value, at });
  if ("refused" in drawn) throw refused(drawn.refused.id);
  const outcome = { drawId, text: drawn.text, value, typedBy: maker, confirmedBy: by, drawnAt: ctx.clock() };
  await store.insertOutcome(ctx.db, outcome);
  await resultStore.insertResults(
    ctx.db,
    drawId,
    drawn.results.flatMap(({ number, rank, choices }) =>
      choices.map((choice, n) => ({
        ...{ number, rank, code: choice.class, nth: n + 1, result: choice.is },
        turn: choice.is === "waiting" ? choice.turn : null,
      })),
    ),
  );
  await announce(ctx, "draw.drawn", {
    ...{ drawId, orgPath: draw.orgPath, hash: draw.hash ?? "", entries: draw.entries },
  });
  await audit(ctx, { what: "draw.drawn", on: { kind: "draw", id: drawId }, detail: { value } });
  await enqueue(ctx, carryOutJob, { drawId }, { key: `${carryOutJob}:${drawId}` });
  return { entries: draw.entries };
}
