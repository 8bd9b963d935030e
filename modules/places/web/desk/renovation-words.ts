/** Shapes and sums of renovations. */
import type { Text } from "#libs/texts";
import type { StateKind } from "#web/kit/state.tsx";
import { day } from "#web/occasion.ts";
import type { Project } from "./renovation-forms.tsx";

export const projectKinds: Record<Project["state"], StateKind> = {
  planned: "soon",
  "under-way": "moment",
  finished: "open",
  stopped: "refused",
};

/** The planned days with their years. */
export function plannedText(t: Text, { from, to }: Pick<Project, "from" | "to">): string {
  const { fullDayText } = t.formats;
  return t("place.renovation.from-to", { from: fullDayText(day(from)), to: fullDayText(day(to)) });
}

/** Yuan, with as many decimals as it has. */
export function yuanText(t: Text, yuan: number): string {
  return t.formats.numberText(yuan, Number.isInteger(yuan) ? 0 : 2);
}
