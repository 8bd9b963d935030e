/** An event as the fields of a form, there and back. Fields are named as problems point at them: `event.title`. */
import { type EventText, mostJointOrganisers } from "../desk/contract.ts";

type Values = Record<string, string>;

const words = ["title", "summary", "description", "audience"] as const;

/** The numbers of the fields for joint organisers: one for each there is, and some to add more. */
export function jointFields(values: Values): number[] {
  const last = Array.from({ length: mostJointOrganisers }, (_, at) => at).findLast(
    (at) => values[jointField(at)],
  );
  return Array.from({ length: Math.min((last ?? -1) + 4, mostJointOrganisers) }, (_, at) => at);
}

export const jointField = (at: number): string => `event.jointOrganiserIds.${at}`;

/** The values of the form's fields. */
export function eventValues(event: EventText): Values {
  const en = event.translations.en;
  return {
    "event.kind": event.kind,
    "event.mode": event.mode,
    "event.title": event.title,
    "event.summary": event.summary,
    "event.description": event.description,
    "event.audience": event.audience,
    "event.ageFrom": event.ageFrom?.toString() ?? "",
    "event.ageTo": event.ageTo?.toString() ?? "",
    "event.placeId": whereValue(event),
    "event.link": event.link ?? "",
    "event.seriesId": event.seriesId ?? "",
    "event.expectedCrowd": event.expectedCrowd?.toString() ?? "",
    ...Object.fromEntries(event.jointOrganiserIds.map((id, at) => [jointField(at), id])),
    ...(en && Object.fromEntries(words.map((word) => [`event.translations.en.${word}`, en[word]]))),
  };
}

/** What was typed, in the shape of the contract. `kept`: the event as it was, for what the form does not show. */
export function eventFrom(form: FormData, kept?: EventText): EventText {
  const typed = (name: string) => String(form.get(`event.${name}`) ?? "").replaceAll("\r\n", "\n");
  const english = Object.fromEntries(words.map((word) => [word, typed(`translations.en.${word}`)]));
  const { en: _, ...others } = kept?.translations ?? {};
  const { placeId, spaceId } = whereFrom(typed("placeId"));
  return {
    // The contract refuses what is not offered; a form sends text.
    kind: typed("kind") as EventText["kind"],
    mode: typed("mode") as EventText["mode"],
    title: typed("title"),
    summary: typed("summary"),
    description: typed("description"),
    audience: typed("audience"),
    ageFrom: numberOrNull(typed("ageFrom")),
    ageTo: numberOrNull(typed("ageTo")),
    translations: {
      ...others,
      // Without a title there is no translation.
      ...(english.title?.trim() && { en: english as NonNullable<EventText["translations"]["en"]> }),
    },
    placeId,
    spaceId,
    link: typed("link").trim() || null,
    seriesId: typed("seriesId") || null,
    expectedCrowd: numberOrNull(typed("expectedCrowd")),
    jointOrganiserIds: Array.from({ length: mostJointOrganisers }, (_, at) =>
      typed(`jointOrganiserIds.${at}`),
    ).filter(Boolean),
  };
}

/** A place, or a room in it, as the value of one list. */
export function whereValue({ placeId, spaceId }: { placeId: string | null; spaceId: string | null }): string {
  return [placeId, spaceId].filter(Boolean).join("/");
}

export function whereFrom(value: string): { placeId: string | null; spaceId: string | null } {
  const [placeId, spaceId] = value.split("/");
  return { placeId: placeId || null, spaceId: spaceId || null };
}

/** Whole numbers; what is none stays wrong, so that the contract says so. */
export function numberOrNull(value: string): number | null {
  return value.trim() === "" ? null : Number(value);
}
