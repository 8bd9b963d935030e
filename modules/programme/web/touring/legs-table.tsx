import { Table } from "#web/kit/list.tsx";
import { State, type StateKind } from "#web/kit/state.tsx";
import { day } from "#web/occasion.ts";
import { usePage } from "#web/text.tsx";
import type { LegRow, LegState } from "../../touring/contract.ts";

const looks: Record<LegState, StateKind> = {
  asked: "moment",
  refused: "refused",
  agreed: "soon",
  cancelled: "refused",
  "on-its-way": "soon",
  arrived: "open",
  "handed-on": "closed",
  returning: "soon",
  home: "closed",
};

// texts: touring.state.*
export function LegStand({ leg: { state, troubled } }: { leg: Pick<LegRow, "state" | "troubled"> }) {
  const { text: t } = usePage();
  return (
    <>
      <State kind={looks[state]}>{t(`touring.state.${state}`)}</State>
      {troubled && (
        <>
          {" "}
          <State kind="refused">{t("touring.troubled")}</State>
        </>
      )}
    </>
  );
}

/** Legs as rows, each leading to its page where one may see it; of one exhibition (`of`) without saying so each time. */
export function LegsTable({
  caption,
  legs,
  of = "many",
}: {
  caption: string;
  legs: readonly LegRow[];
  of?: "many" | "one";
}) {
  const { text: t } = usePage();
  const whose = of === "many";
  return (
    <Table
      caption={caption}
      hideCaption
      columns={[
        { key: "days", label: t("touring.days") },
        { key: "house", label: t("touring.borrower") },
        { key: "state", label: t("touring.stand") },
        ...(whose
          ? [
              { key: "title", label: t("touring.name") },
              { key: "owner", label: t("touring.owner") },
            ]
          : []),
      ]}
      rows={legs.map((leg) => {
        const days = t("touring.from-through", { from: day(leg.from), through: day(leg.through) });
        return {
          key: leg.id,
          cells: [
            leg.open ? (
              <a key="days" href={`/desk/tour-legs/${leg.id}`}>
                {days}
              </a>
            ) : (
              days
            ),
            <bdi key="house">{leg.organisation.name}</bdi>,
            <LegStand key="state" leg={leg} />,
            ...(whose
              ? [<bdi key="title">{leg.touring.title}</bdi>, <bdi key="owner">{leg.owner.name}</bdi>]
              : []),
          ],
        };
      })}
    />
  );
}
