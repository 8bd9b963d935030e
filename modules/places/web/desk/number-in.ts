/** A number as people type it: `1,200`, `1，200.5`, `３`. Empty is none; what is no number stays as it was typed, for the refusal to show. */
export function numberIn(typed: string): number | string | null {
  const plain = typed.normalize("NFKC").replace(/[,\s]/g, "");
  if (plain === "") return null;
  const number = Number(plain);
  return Number.isNaN(number) ? typed : number;
}
