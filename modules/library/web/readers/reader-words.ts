import type { AnswerOf } from "#contract";
import type { Text } from "#libs/texts";
import { moment } from "#web/occasion.ts";
import type { ownReader } from "../../circulation/readers/contract.ts";

/** Money as it is read: whole yuan without cents. */
export const yuanOf = (fen: number): string => (fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2));

type Guarantee = NonNullable<AnswerOf<typeof ownReader>["reader"]>["guarantees"][number];

/** What stands for a reader's books, and until when. That somebody said yes to credit is told only where that is known. */
export function guaranteeSaid(t: Text, one: Guarantee, { confirmed }: { confirmed: boolean }): string {
  const until = one.until && t("reader.why.until", { at: t.formats.momentText(moment(one.until)) });
  return [saidOf(t, one, confirmed), until].filter(Boolean).join(" · ");
}

function saidOf(t: Text, one: Guarantee, confirmed: boolean): string {
  switch (one.way) {
    case "deposit":
      return t("reader.standing.deposit", { yuan: yuanOf(one.amountFen ?? 0), receipt: one.receipt || "—" });
    case "guarantor":
      return t("reader.standing.guarantor", { name: one.guarantor?.name ?? t("reader.nameless") });
    case "staff":
      return t("reader.standing.staff", { reason: one.reason });
    case "credit":
      return t(confirmed ? "reader.standing.credit" : "reader.standing.by-credit");
    case "none":
      return "";
  }
}
