/** A month's statement between houses, as a page and as a table. */

import { Temporal } from "temporal-polyfill";
import type { AnswerOf } from "#contract";
import { writeCsv } from "#libs/sheets";
import { organisationsOf, placesOf } from "#places";
import { type Ctx, textFor, today } from "#platform/ctx";
import { FileAnswer } from "#platform/http";
import { may, seers } from "../../may.ts";
import { ownOrganisations } from "../../own-organisations.ts";
import type { getStatement } from "../contract.ts";
import { deciders } from "../members/show-members.ts";
import { figureKey, figures } from "./figures.ts";
import { linesOf, pairsOf } from "./statement.ts";
import { boxesBetween, carriedBetween, loansBetween } from "./statement-store.ts";

interface Asked {
  month?: string | undefined;
  house?: string | undefined;
}

type Statement = AnswerOf<typeof getStatement>;

export async function showStatement(ctx: Ctx, asked: Asked): Promise<Statement> {
  const { db, actor } = ctx;
  const now = today(ctx).toPlainYearMonth();
  // The month that is over: of the running one there is only a part.
  const month = asked.month ? Temporal.PlainYearMonth.from(asked.month) : now.subtract({ months: 1 });
  const days = {
    from: month.toPlainDate({ day: 1 }).toString(),
    until: month.add({ months: 1 }).toPlainDate({ day: 1 }).toString(),
  };
  const rows = {
    loans: await loansBetween(db, days),
    carried: await carriedBetween(db, days),
    boxes: await boxesBetween(db, days, ctx.city.zone),
  };
  const places = await placesOf(db, [
    ...new Set([
      ...rows.loans.flatMap(({ placeId, returnedPlaceId }) => [placeId, returnedPlaceId]),
      ...[...rows.carried, ...rows.boxes].flatMap(({ fromId, toId }) => [fromId, toId]),
    ]),
  ]);
  const pairs = pairsOf(rows, (placeId) => places.get(placeId)?.organisationId ?? "");
  const own = await ownOrganisations(ctx, ...seers);
  const houses = await organisationsOf(db, [
    ...new Set([...pairs.flatMap(({ houseId, otherId }) => [houseId, otherId]), ...own.map(({ id }) => id)]),
  ]);
  const { centres } = await deciders(ctx);
  const seen = (id: string) => {
    const house = houses.get(id);
    return house !== undefined && may["statement.see"](actor, { orgPath: house.path, centres });
  };
  const nameOf = (id: string) => ({ id, name: houses.get(id)?.name ?? "" });
  const chosen = asked.house !== undefined && seen(asked.house) ? asked.house : null;
  const lines = linesOf(pairs, (id) => seen(id) && (chosen === null || id === chosen));
  return {
    month: month.toString(),
    isOver: Temporal.PlainYearMonth.compare(month, now) < 0,
    houses: [...houses.keys()]
      .filter(seen)
      .map(nameOf)
      .toSorted((a, b) => a.name.localeCompare(b.name, "zh")),
    house: chosen === null ? null : nameOf(chosen),
    lines: lines.map(({ houseId, otherId, ...line }) => ({
      ...line,
      house: nameOf(houseId),
      other: nameOf(otherId),
    })),
  };
}

export async function statementSheet(ctx: Ctx, asked: Asked): Promise<FileAnswer> {
  const { month, lines } = await showStatement(ctx, asked);
  const t = textFor(ctx);
  const rows = [
    [t("statement.title"), month, ...(ctx.city.demo ? [t("statement.demo")] : [])],
    [],
    [t("statement.house"), t("statement.other"), ...figures.map((one) => t(figureKey(one)))],
    ...lines.map((line) => [line.house.name, line.other.name, ...figures.map((one) => String(line[one]))]),
  ];
  const pieces: Uint8Array[] = [];
  for await (const piece of writeCsv(rows)) pieces.push(Buffer.from(piece, "utf8"));
  return new FileAnswer(`${t("statement.title")}-${month}.csv`, "text/csv; charset=utf-8", pieces);
}
