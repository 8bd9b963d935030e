/** What the register says of a place, as facts beside its name. */
import type { AnswerOf } from "#contract";
import type { Text } from "#libs/texts";
import { Walk } from "#web/kit/event-row.tsx";
import type { Fact } from "#web/kit/list.tsx";
import type { getPlace } from "../contract.ts";
import { awayParts, landmarkText, wayText } from "./way-text.ts";

type Place = AnswerOf<typeof getPlace>;

// texts: place.access.* place.equipment.*

/** Address, way, telephone, who runs it, how to get in; only what is known. */
export function factsOf(place: Place, t: Text): Fact[] {
  const { walk } = awayParts(t, place.away);
  const facts: (Fact | false)[] = [
    place.address !== "" && { term: t("place.address"), value: <span dir="auto">{place.address}</span> },
    place.landmark !== null && {
      term: t("place.landmark"),
      value: <a href={`/places/${place.landmark.id}`}>{landmarkText(t, place.landmark)}</a>,
    },
    place.away !== null && {
      term: t("place.way"),
      value: (
        <span className="row">
          {walk && <Walk {...walk} />}
          {wayText(t, place.away)}
        </span>
      ),
    },
    place.phone !== null && {
      term: t("place.phone"),
      value: <a href={`tel:${place.phone}`}>{place.phone}</a>,
    },
    {
      term: t("place.organisation"),
      value: (
        <a dir="auto" href={`/organisations/${place.organisation.id}`}>
          {place.organisation.name}
        </a>
      ),
    },
    place.divisions.length > 0 && {
      term: t("place.division"),
      value: place.divisions.map(({ name }) => name).join(" › "),
    },
    {
      term: t("place.access.title"),
      value: place.access.length > 0 ? listed(t, "access", place.access) : t("place.access.unstated"),
    },
    place.equipment.length > 0 && {
      term: t("place.equipment.title"),
      value: listed(t, "equipment", place.equipment),
    },
  ];
  return facts.filter((fact) => fact !== false);
}

/** Codes of access or equipment as a list of words. */
export function listed(t: Text, what: "access" | "equipment", codes: readonly string[]): string {
  return t.formats.listText(codes.map((code) => t(`place.${what}.${code}`)));
}
