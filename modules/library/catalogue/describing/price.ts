/** Prices as records say them: "CNY68.00", "45.00元", "￥12.5 (全2册)". */
import type { Price } from "./description.ts";

const yuan =
  /^\D*(?:CNY|RMB|[¥￥])[^\d.]*(\d{1,7}(?:\.\d{1,2})?)(?!\d)|^[^\d.]*(\d{1,7}(?:\.\d{1,2})?)\s*[元圆]/i;

/** Null for an empty text. */
export function priceOf(text: string): Price | null {
  const said = text.trim();
  if (said === "") return null;
  const found = yuan.exec(said.normalize("NFKC"));
  const amount = found?.[1] ?? found?.[2];
  return { said, fen: amount === undefined ? null : Math.round(Number(amount) * 100) };
}
