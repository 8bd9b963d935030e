/** An event as the cells of its row. */
import type { EventText } from "../desk/contract.ts";
import type { EventValues, LocalTimes } from "./columns.ts";

/** What the cells of an event say. */
export function cellsOf(
  text: EventText,
  around: {
    orgPath: string;
    number: string;
    place: string | null;
    times: readonly LocalTimes[];
    cancelled: boolean;
  },
): EventValues {
  return {
    organisation: around.orgPath.replace(/\.$/, ""),
    number: around.number,
    title: text.title,
    kind: text.kind,
    summary: text.summary || null,
    description: text.description || null,
    audience: text.audience || null,
    age_from: text.ageFrom,
    age_to: text.ageTo,
    mode: text.mode,
    place: around.place,
    link: text.link,
    sessions: { times: [...around.times], more: false },
    cancelled: around.cancelled,
  };
}
