/** Open or not, in the words and the shape that pages show. */
import type { Static } from "typebox";
import type { Text, TextValue } from "#libs/texts";
import type { StateKind } from "#web/kit/state.tsx";
import { moment } from "#web/occasion.ts";
import type { OpenStateShape } from "../contract.ts";

type Open = Static<typeof OpenStateShape>;

const kinds: Record<Open["state"], StateKind> = {
  open: "open",
  "closing-soon": "soon",
  "opening-soon": "soon",
  closed: "closed",
  shut: "refused",
  unstated: "closed",
  ended: "refused",
};

// texts: place.open.* place.opens.* place.closure.*

/** `开放中，21:00 关门`: the state with its next change. */
export function openState(t: Text, open: Open): { kind: StateKind; word: string } {
  return { kind: kinds[open.state], word: wordOf(t, open) };
}

function wordOf(t: Text, { state, until, opensAt, changesOn, reason }: Open): string {
  const change = until ?? opensAt;
  const time = change && t.formats.timeText(moment(change));
  // A day's hours end at 24:00, not at 00:00 of the next.
  const on = until && time === "00:00" && changesOn === "tomorrow" ? "midnight" : (changesOn ?? "never");
  const when: Record<string, TextValue> = change && time ? { time, at: moment(change) } : {};
  if (state === "open") return t(`place.open.until-${on}`, when);
  if (state === "closed") return t(`place.opens.${on}`, when);
  if (state === "shut") {
    const why = t(`place.closure.${reason ?? "other"}`);
    return opensAt ? t("place.open.shut-until", { why, at: moment(opensAt) }) : t("place.open.shut", { why });
  }
  return t(`place.open.${state}`, when);
}
