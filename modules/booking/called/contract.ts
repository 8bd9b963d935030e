/** What people on a list of the desk are called, in the words of whoever reads it: said alike by server and pages. */
import type { Text } from "#libs/texts";

export interface Who {
  name: string | null;
  phoneTail: string | null;
  number: number | null;
}

/** What somebody on the list is called: by what tells them from the others there. */
export function calledBy(t: Text, { name, phoneTail, number }: Who): string {
  const tail = phoneTail ?? "";
  if (name === null && phoneTail === null) return t("door.unnamed", { number: number ?? 1 });
  const who =
    name === null
      ? t("door.phone-tail", { tail })
      : phoneTail === null
        ? name
        : t("door.name-tail", { name, tail });
  return number === null ? who : t("door.numbered", { who, number });
}
