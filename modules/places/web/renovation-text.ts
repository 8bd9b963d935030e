/** Renovations as sentences of the public page. */
import type { AnswerOf } from "#contract";
import type { Text } from "#libs/texts";
import { day as dayOf } from "#web/occasion.ts";
import type { placeRenovations } from "../contract.ts";

type Project = AnswerOf<typeof placeRenovations>["items"][number];

/** `2026年3月—5月改造中，预计5月20日 周三恢复开放`; null for what has ended. `today`: in the city. */
export function renovationText(t: Text, project: Project, today: string): string | null {
  if (project.state === "finished" || project.state === "stopped") return null;
  const from = dayOf(project.startedOn ?? project.from);
  const reopens = dayOf(project.to);
  const through = reopens.subtract({ days: 1 });
  const late = project.to <= today;
  return t(`place.renovation.now.${project.state}`, {
    months: t.formats.monthRangeText({ from, through }),
    reopens,
    doors: project.closes ? (late ? "late" : "closed") : "open",
  });
}

// texts: place.renovation.now.*

/** Does the sentence of one of these projects tell that the place is closed meanwhile? */
export function tellsOfClosure(projects: readonly Project[]): boolean {
  return projects.some(({ state, closes }) => closes && (state === "planned" || state === "under-way"));
}

/** `2025年9月完成改造，面积由 120 平方米变为 180 平方米，可容纳 80 人`; null for what is not finished. */
export function renewedText(t: Text, project: Project): string | null {
  if (project.state !== "finished" || !project.endedOn) return null;
  const { areaBefore, areaAfter, capacityAfter } = project;
  const on = dayOf(project.endedOn);
  return t("place.renovation.done", {
    name: project.name,
    month: t.formats.monthRangeText({ from: on, through: on }),
    area: areaAfter === null ? "none" : areaBefore === null ? "after" : "both",
    before: areaBefore ?? 0,
    after: areaAfter ?? 0,
    holds: capacityAfter === null ? "no" : "yes",
    people: capacityAfter ?? 0,
  });
}
