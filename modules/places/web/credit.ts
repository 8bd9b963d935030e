/** The line under a photograph: who took it, and on what ground it is shown when that must be said. */
import type { useText } from "#web/text.tsx";
import type { Licence } from "../words.ts";

// texts: place.photograph.licence.*

/** "摄影：李梅 · CC BY"; empty when nobody is named and nothing must be said. */
export function creditOf(
  t: ReturnType<typeof useText>,
  { credit, licence }: { credit: string; licence: Licence },
): string {
  const parts = [
    credit && t("place.photograph.by", { name: credit }),
    // One's own pictures and those by leave say nothing; free licences want to be named.
    licence !== "own" && licence !== "permission" && t(`place.photograph.licence.${licence}`),
  ];
  return parts.filter((part) => part !== "" && part !== false).join(" · ");
}
