import type { AnswerOf } from "#contract";
import { Facts, Steps } from "#web/kit/list.tsx";
import { day } from "#web/occasion.ts";
import { usePage } from "#web/text.tsx";
import type { deskLeg } from "../../touring/contract.ts";
import { LegStand } from "./legs-table.tsx";

type Leg = AnswerOf<typeof deskLeg>;

/** The way of the crates, with the days on which they were where. */
function Way({ leg }: { leg: Leg }) {
  const { text: t } = usePage();
  const on = (iso: string | null) => (iso ? { note: t("touring.on-day", { day: day(iso) }) } : {});
  const past = [true, leg.sentOn !== null, leg.arrivedOn !== null, leg.leftOn !== null, leg.homeOn !== null];
  const at = past.lastIndexOf(true);
  const notes = [null, leg.sentOn, leg.arrivedOn, leg.leftOn, leg.homeOn];
  const last = leg.state === "handed-on" ? "handed-on" : "returning";
  const states = [
    "agreed",
    "on-its-way",
    "arrived",
    last,
    ...(last === "returning" ? ["home"] : []),
  ] as const;
  return (
    <Steps
      label={t("touring.way")}
      steps={states.map((state, step) => ({
        label: t(`touring.state.${state}`),
        state: step < at ? "done" : step === at ? "current" : "later",
        ...on(notes[step] ?? null),
      }))}
    />
  );
}

// texts: publishing.state.*
/** Where the crates are, and what was agreed of them. */
export function LegFacts({ leg }: { leg: Leg }) {
  const { text: t } = usePage();
  return (
    <>
      {["asked", "refused", "cancelled"].includes(leg.state) ? (
        <p>
          <LegStand leg={leg} /> {leg.because && <span dir="auto">{leg.because}</span>}
        </p>
      ) : (
        <Way leg={leg} />
      )}
      <Facts
        items={[
          { term: t("touring.owner"), value: <bdi>{leg.owner.name}</bdi> },
          {
            term: t("touring.borrower"),
            value: (
              <bdi>{[...new Set([leg.organisation.name, leg.place?.name])].filter(Boolean).join(" · ")}</bdi>
            ),
          },
          {
            term: t("touring.days"),
            value: t("touring.from-through", { from: day(leg.from), through: day(leg.through) }),
          },
          ...(leg.message ? [{ term: t("touring.message"), value: <bdi>{leg.message}</bdi> }] : []),
          { term: t("touring.crates"), value: t("touring.crates-count", { count: leg.crates }) },
          { term: t("touring.insured"), value: t("touring.yuan-count", { count: leg.insuredYuan }) },
          { term: t("touring.transport"), value: <bdi>{leg.transport}</bdi> },
          ...(leg.event
            ? [
                {
                  term: t("touring.event"),
                  value: (
                    <>
                      <a href={`/desk/events/${leg.event.id}`} dir="auto">
                        {leg.event.title}
                      </a>{" "}
                      <span className="quiet">{t(`publishing.state.${leg.event.state}`)}</span>
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
    </>
  );
}
