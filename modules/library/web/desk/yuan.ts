/** Money as people write and read it: yuan, kept in fen. */
import type { Text } from "#libs/texts";

export const yuan = (fen: number): string => (fen / 100).toFixed(2);

/** `1,234.50` in the reader's figures. */
export const yuanText = (t: Text, fen: number): string => t.formats.numberText(fen / 100, 2);

/** No number where there is none, which the contract refuses. */
export function fenIn(form: FormData, name: string): number {
  const typed = String(form.get(name) ?? "")
    .normalize("NFKC")
    .replace(/[,，\s元]/g, "");
  return typed === "" ? Number.NaN : Math.round(Number(typed) * 100);
}
