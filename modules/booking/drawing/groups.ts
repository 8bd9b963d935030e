/** Groups for whom places of a draw are kept: who is in them, how many places are theirs. Pure. */
import { Temporal } from "temporal-polyfill";
import type { Text } from "#platform/i18n";
import { type RuleFacts, reasonAgainstRules } from "../rules/against.ts";
import type { GroupTerms } from "./group-terms.ts";

/** A group of a draw under the name it has in the list. */
export interface DrawGroup {
  id: string;
  terms: GroupTerms;
}

export interface Reserved {
  group: string;
  places: number;
}

export interface GroupFacts extends Pick<RuleFacts, "level" | "born" | "qualifies"> {
  /** When they last took a place of such occasions of the house; null: never. */
  lastTookAt: Temporal.Instant | null;
}

export interface AgainstGroup {
  id: string;
  data: Record<string, string | number>;
  next?: string;
}

/** Why somebody is not of a group, or null. What a rule asks too is attested as for the rule. */
export function reasonAgainstGroup(
  terms: GroupTerms,
  facts: GroupFacts,
  { closesAt, now, zone }: { closesAt: Temporal.Instant; now: Temporal.Instant; zone: string },
): AgainstGroup | null {
  if (terms.kind === "first-time") {
    const since = now.toZonedDateTimeISO(zone).subtract({ months: terms.months }).toInstant();
    const again = facts.lastTookAt !== null && Temporal.Instant.compare(facts.lastTookAt, since) > 0;
    return again ? { id: "drawing.not-first-time", data: { months: terms.months } } : null;
  }
  const against = reasonAgainstRules([{ terms, house: null }], {
    occasion: { placeId: null, seriesId: null, startsAt: closesAt, times: [] },
    size: 1,
    facts: { ...facts, history: [] },
    zone,
  });
  return against && { id: against.id, data: against.data, ...(against.next && { next: against.next }) };
}

// texts: drawing.group.*
/** What a group is called, from its terms alone, so that its name never says anything else. */
export function groupName(terms: GroupTerms, text: Text): string {
  switch (terms.kind) {
    case "first-time":
      return text("drawing.group.first-time", { months: terms.months });
    case "eligible":
      return text("drawing.group.eligible", { called: terms.called ?? terms.code });
    case "age": {
      const { from, to } = terms;
      if (from !== null && to !== null) return text("drawing.group.age", { from, to });
      return from !== null
        ? text("drawing.group.age-from", { from })
        : text("drawing.group.age-to", { to: to ?? 0 });
    }
  }
}

/** Reserved places as far as there are places: where these became fewer, the groups that come first keep theirs. */
export function withinPlaces(reserved: readonly Reserved[], places: number): Reserved[] {
  let left = places;
  return reserved.flatMap(({ group, places: wanted }) => {
    const kept = Math.min(wanted, left);
    left -= kept;
    return kept > 0 ? [{ group, places: kept }] : [];
  });
}
