import type { AnswerOf } from "#contract";
import { Table } from "#web/kit/list.tsx";
import { State, type StateKind } from "#web/kit/state.tsx";
import { day } from "#web/occasion.ts";
import { useText } from "#web/text.tsx";
import type { listHandovers } from "../../contract.ts";

type Listed = AnswerOf<typeof listHandovers>["items"][number];

export const stateKinds = {
  open: "soon",
  signed: "soon",
  effective: "open",
  refused: "refused",
  withdrawn: "closed",
} as const satisfies Record<Listed["state"], StateKind>;

// texts: handover.state.* handover.awaits.*

/** Hand-overs in a table: what, from whom, to whom, when, how far; and whether it waits for the reader. */
export function HandoverRows({ items }: { items: readonly Listed[] }) {
  const t = useText();
  return (
    <Table
      caption={t("handover.title")}
      hideCaption
      columns={[
        { key: "place", label: t("handover.place") },
        { key: "from", label: t("handover.from") },
        { key: "to", label: t("handover.to") },
        { key: "on", label: t("handover.effective-on") },
        { key: "state", label: t("sharing.state") },
        { key: "awaits", label: t("handover.awaits") },
      ]}
      rows={items.map((one) => ({
        key: one.id,
        cells: [
          <a key="place" href={`/desk/handovers/${one.id}`}>
            {one.place.name}
          </a>,
          one.from.name,
          one.to.name,
          t.formats.fullDayText(day(one.effectiveOn)),
          <State key="state" kind={stateKinds[one.state]}>
            {t(`handover.state.${one.state}`)}
          </State>,
          one.awaits.map((side) => t(`handover.awaits.${side}`)).join(" · ") || "—",
        ],
      }))}
    />
  );
}
