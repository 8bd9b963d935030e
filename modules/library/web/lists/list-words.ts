/** What lists say of themselves in a line. */
import type { Text } from "#libs/texts";
import { day } from "#web/occasion.ts";

/** While when it is shown; nothing where that is open. */
export function whenText(t: Text, { from, until }: { from: string | null; until: string | null }): string {
  const said = (one: string) => t.formats.fullDayText(day(one));
  if (from && until) return t("reading-list.from-until", { from: said(from), until: said(until) });
  if (until) return t("reading-list.until", { until: said(until) });
  return "";
}
