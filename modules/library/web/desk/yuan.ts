/** Money as people write and read it: yuan, kept in fen. */
import type { Text } from "#libs/texts";

/** `1,234.50` in the reader's figures: how money is shown in the library wherever it is shown. */
export const yuanText = (t: Text, fen: number): string => t.formats.moneyText(fen / 100);

/** No number where there is none, which the contract refuses. */
export function fenIn(form: FormData, name: string): number {
  const typed = String(form.get(name) ?? "")
    .normalize("NFKC")
    .replace(/[,，\s元]/g, "");
  return typed === "" ? Number.NaN : Math.round(Number(typed) * 100);
}
