/** An order as a table, to be sent to whoever it is ordered from. */
import { writeCsv } from "#libs/sheets";
import { type Ctx, textFor } from "#platform/ctx";
import { FileAnswer } from "#platform/http";
import { yuanOf } from "./order.ts";
import { showOrder } from "./show-orders.ts";

export async function orderSheet(ctx: Ctx, id: string): Promise<FileAnswer> {
  const order = await showOrder(ctx, id);
  const t = textFor(ctx);
  const head = [
    [t("order.number"), order.number],
    [t("order.house"), order.organisation.name],
    [t("order.supplier"), order.supplier?.name ?? ""],
    [],
    [
      "ISBN",
      t("wish.book-title"),
      t("wish.author"),
      t("wish.publisher"),
      t("order.copies"),
      t("order.price"),
      t("order.pays"),
      t("order.sum"),
      t("shelf.place"),
    ],
  ];
  const rows = order.lines.map((line) => [
    line.isbn ?? "",
    line.title,
    line.author,
    line.publisher,
    String(line.copies),
    yuanOf(line.priceFen),
    `${line.pays}%`,
    yuanOf(line.copies * line.unitFen),
    line.place.name,
  ]);
  const pieces: Uint8Array[] = [];
  for await (const piece of writeCsv([...head, ...rows])) pieces.push(Buffer.from(piece, "utf8"));
  return new FileAnswer(`${order.number}.csv`, "text/csv; charset=utf-8", pieces);
}
