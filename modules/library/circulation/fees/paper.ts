/** The paper of what was settled: what the reader takes home, and the desk's way to put it right. */
import { namesOfSubjects } from "#people";
import { organisationsOf, placeOf } from "#places";
import { type Ctx, today } from "#platform/ctx";
import { found } from "#platform/errors";
import { named } from "#platform/i18n";
import * as store from "./fee-store.ts";

export async function showPaper(ctx: Ctx, id: string) {
  const { db, locale } = ctx;
  const paper = found(await store.settlementOf(db, id), "settlement", id);
  const lines = await store.linesOf(db, id);
  const houses = await organisationsOf(db, [...new Set(lines.map(({ ownerId }) => ownerId))]);
  const place = await placeOf(db, paper.placeId);
  const names = await namesOfSubjects(db, [paper.clerk]);
  const nameOf = (ownerId: string) => {
    const house = houses.get(ownerId);
    return house ? named(house, locale) : "";
  };
  return {
    number: paper.number,
    how: paper.how,
    on: paper.settledOn,
    place: { id: paper.placeId, name: place ? named(place, locale) : "" },
    amountFen: paper.amountFen,
    reason: paper.reason,
    clerk: names.get(paper.clerk) ?? null,
    lines: lines.map(({ feeId, kind, amountFen, ownerId }) => ({
      feeId,
      kind,
      amountFen,
      house: nameOf(ownerId),
    })),
    undone: paper.undone,
    mayUndo: !paper.undone && paper.subject !== null && paper.settledOn === today(ctx).toString(),
    refundUntil: lines.map(({ refundUntil }) => refundUntil).find((until) => until !== null) ?? null,
    subject: paper.subject,
    placeId: paper.placeId,
  };
}
