/** What a scan turned out to be, in a sentence. */
import type { AnswerOf } from "#contract";
import type { useText } from "#web/text.tsx";
import type { getStocktake } from "../../../catalogue/shelf/contract.ts";

type Counted = NonNullable<AnswerOf<typeof getStocktake>["last"]>;

// texts: stocktake.last.*
export function lastText(
  t: ReturnType<typeof useText>,
  { outcome, barcode, title, place, shelf }: Counted,
  again = false,
): string {
  const where = [place, shelf].filter(Boolean).join(" ");
  return t(`stocktake.last.${outcome}`, { barcode, title: title ?? "", where, again: again ? "yes" : "no" });
}
