/** Money as people write and read it: yuan, kept in fen. */
import type { Text } from "#libs/texts";

/** `1,234.50` in the reader's figures: how money is shown in the library wherever it is shown. */
export const yuanText = (t: Text, fen: number): string => t.formats.moneyText(fen / 100);

/** Figures, with a comma before three of them and two behind the point at most. */
const asMoney = /^-?(\d+|\d{1,3}(,\d{3})+)(\.\d{1,2})?$/;

/** No number where there is none, which the contract refuses: nobody's money is guessed or rounded. */
export function fenIn(form: FormData, name: string): number {
  const typed = String(form.get(name) ?? "")
    .normalize("NFKC")
    .replace(/[\s元]/g, "");
  return asMoney.test(typed) ? Math.round(Number(typed.replaceAll(",", "")) * 100) : Number.NaN;
}
