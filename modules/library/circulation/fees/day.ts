/** A place's day in money: what was settled by kind and by clerk, a table to take away, and the count in the evening. */
import type { InputOf } from "#contract";
import { writeCsv } from "#libs/sheets";
import { namesOfSubjects } from "#people";
import { organisationsOf } from "#places";
import { audit } from "#platform/audit";
import { type Ctx, type TxCtx, textFor, today } from "#platform/ctx";
import { invalid } from "#platform/errors";
import { FileAnswer } from "#platform/http";
import { named } from "#platform/i18n";
import { counters } from "../../may.ts";
import { ownPlaces } from "../../own-places.ts";
import type { cashDay, closeCashDay } from "./contract.ts";
import * as store from "./day-store.ts";

type Asked = InputOf<typeof cashDay>["query"];

export async function showDay(ctx: Ctx, asked: Asked) {
  const { db } = ctx;
  const places = (await ownPlaces(ctx, ...counters)).map(({ id, name }) => ({ id, name }));
  const place = asked.place ? (places.find(({ id }) => id === asked.place) ?? null) : (places[0] ?? null);
  const day = asked.day ?? today(ctx).toString();
  if (!place) return { places, place, day, lines: [], clerks: [], cashFen: 0, undone: 0, closed: null };
  const lines = await store.linesOfDay(db, place.id, day);
  const clerks = await store.clerksOfDay(db, place.id, day);
  const closing = await store.closingOf(db, place.id, day);
  const houses = await organisationsOf(db, [...new Set(lines.map(({ ownerId }) => ownerId))]);
  const names = await namesOfSubjects(db, [
    ...clerks.map(({ clerk }) => clerk),
    ...(closing ? [closing.closedBy] : []),
  ]);
  return {
    places,
    place,
    day,
    lines: lines.map(({ ownerId, ...line }) => {
      const house = houses.get(ownerId);
      return { ...line, house: house ? named(house, ctx.locale) : "" };
    }),
    clerks: clerks.map(({ clerk, papers, cashFen }) => ({ name: names.get(clerk) ?? null, papers, cashFen })),
    cashFen: cashOf(clerks),
    undone: clerks.reduce((sum, one) => sum + one.undone, 0),
    closed: closing && {
      expectedFen: closing.expectedFen,
      countedFen: closing.countedFen,
      difference: closing.difference,
      by: names.get(closing.closedBy) ?? null,
    },
  };
}

const cashOf = (clerks: readonly store.DayClerk[]) => clerks.reduce((sum, { cashFen }) => sum + cashFen, 0);

// texts: fee.kind.* fee.how.*
export async function daySheet(ctx: Ctx, asked: Asked): Promise<FileAnswer> {
  const { place, day, lines, clerks, cashFen, closed } = await showDay(ctx, asked);
  const t = textFor(ctx);
  const yuan = (fen: number) => (fen / 100).toFixed(2);
  const rows = [
    [t("fee.day"), place?.name ?? "", day, ...(ctx.city.demo ? [t("statement.demo")] : [])],
    [],
    [t("fee.how"), t("fee.kind"), t("fee.house"), t("fee.count"), t("fee.yuan")],
    ...lines.map((line) => [
      t(`fee.how.${line.how}`),
      t(`fee.kind.${line.kind}`),
      line.house,
      String(line.fees),
      yuan(line.amountFen),
    ]),
    [],
    [t("fee.clerk"), t("fee.papers"), t("fee.cash")],
    ...clerks.map((one) => [one.name ?? "", String(one.papers), yuan(one.cashFen)]),
    [t("fee.cash"), "", yuan(cashFen)],
    ...(closed ? [[t("fee.counted"), yuan(closed.countedFen), closed.difference, closed.by ?? ""]] : []),
  ];
  const pieces: Uint8Array[] = [];
  for await (const piece of writeCsv(rows)) pieces.push(Buffer.from(piece, "utf8"));
  return new FileAnswer(`${t("fee.day")}-${day}.csv`, "text/csv; charset=utf-8", pieces);
}

/** Counted again, the later count stands; what it differs by from the papers of now has to be explained. */
export async function closeDay(
  ctx: TxCtx,
  { placeId, day, countedFen, difference }: InputOf<typeof closeCashDay>["body"],
): Promise<void> {
  const { db, actor } = ctx;
  if (day > today(ctx).toString()) throw invalid([{ field: "/body/day", id: "day.ahead" }]);
  if (actor.subject === null) throw new Error("money is counted by somebody");
  await store.lockDay(db, placeId, day);
  const expectedFen = cashOf(await store.clerksOfDay(db, placeId, day));
  if (countedFen !== expectedFen && difference.trim() === "")
    throw invalid([{ field: "/body/difference", id: "missing" }]);
  const closedBy = actor.subject;
  await store.setClosed(db, placeId, day, {
    expectedFen,
    countedFen,
    closedBy,
    difference: difference.trim(),
  });
  await audit(ctx, {
    what: "fee.day-closed",
    on: { kind: "place", id: placeId },
    detail: { day, expectedFen, countedFen, difference: difference.trim() },
  });
}
