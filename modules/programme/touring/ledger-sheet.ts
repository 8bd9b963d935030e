/** The ledger as a table to take away: loans, then hours. */
import { writeCsv } from "#libs/sheets";
import { type Ctx, textFor } from "#platform/ctx";
import { FileAnswer } from "#platform/http";
import { type Asked, ledgerOf } from "./ledger.ts";

// texts: ledger.what.*
export async function ledgerSheet(ctx: Ctx, asked: Asked): Promise<FileAnswer> {
  const { organisation, year, loans, uses } = await ledgerOf(ctx, asked);
  const t = textFor(ctx);
  const hours = (minutes: number) => (minutes / 60).toFixed(1);
  const lines = [
    [t("ledger.title"), organisation.name, String(year), ...(ctx.city.demo ? [t("ledger.demo")] : [])],
    [],
    [
      "what",
      "name",
      "lender",
      "borrower",
      "from",
      "through",
      "days",
      "visits",
      "reported",
      "times",
      "hours",
    ].map((column) => t(`ledger.column.${column}`)),
    ...loans.map((loan) => [
      t("ledger.what.exhibition"),
      ...[
        loan.title,
        loan.lender.name,
        loan.borrower.name,
        loan.from,
        loan.through ?? t("ledger.still-there"),
      ],
      ...[String(loan.days), String(loan.visits), String(loan.reported), "", ""],
    ]),
    ...uses.map((use) => [
      t(`ledger.what.${use.what}`),
      ...[use.name, use.lender.name, use.borrower.name, "", "", "", "", ""],
      ...[String(use.times), hours(use.minutes)],
    ]),
  ];
  const pieces: Uint8Array[] = [];
  for await (const piece of writeCsv(lines)) pieces.push(Buffer.from(piece, "utf8"));
  return new FileAnswer(`${t("ledger.title")}-${year}.csv`, "text/csv; charset=utf-8", pieces);
}
