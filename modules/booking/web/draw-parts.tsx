/** What pages of draws share: the state in one word, what is drawn, results. */
import type { AnswerOf } from "#contract";
import { Table } from "#web/kit/list.tsx";
import { State, type StateKind } from "#web/kit/state.tsx";
import { moment } from "#web/occasion.ts";
import { usePage } from "#web/text.tsx";
import type { getDraw, myDraw } from "../drawing/contract.ts";
import type { DrawPhase } from "../drawing/phase.ts";

export type Draw = AnswerOf<typeof getDraw>;
export type Own = AnswerOf<typeof myDraw>;
type OwnResult = NonNullable<Own["entry"]>["results"][number];
type Choices = readonly Omit<OwnResult, "because">[];

const kinds: Record<DrawPhase, StateKind> = {
  coming: "soon",
  open: "open",
  closing: "soon",
  frozen: "soon",
  due: "moment",
  overdue: "refused",
  unfrozen: "refused",
  drawn: "moment",
  done: "closed",
  "called-off": "refused",
};

// texts: drawing.phase.*
/** Where a draw stands, as rows and pages show it. */
export function usePhase() {
  const { text: t } = usePage();
  return (phase: DrawPhase) => ({ kind: kinds[phase], word: t(`drawing.phase.${phase}`) });
}

export function Phase({ phase }: { phase: DrawPhase }) {
  const { kind, word } = usePhase()(phase);
  return <State kind={kind}>{word}</State>;
}

/** The name of an occasion in sentences and fields. */
export function useLotName(lots: Draw["lots"]) {
  const { text: t } = usePage();
  return (code: string) => {
    const lot = lots.find((one) => one.code === code);
    if (!lot) return code;
    return [lot.about?.title, t.formats.momentText(moment(lot.startsAt))].filter(Boolean).join(" · ");
  };
}

/** What is drawn: each occasion with its places, and for whom some of them are kept. */
export function Lots({ draw: { phase, lots, groups } }: { draw: Draw }) {
  const { text: t } = usePage();
  const spacesWait = !["drawn", "done", "called-off"].includes(phase);
  const nameOf = new Map(groups.map(({ id, name }) => [id, name]));
  return (
    <Table
      caption={t("drawing.what")}
      hideCaption
      columns={[
        { key: "what", label: t("drawing.lot.what"), prose: true },
        { key: "when", label: t("drawing.lot.when"), prose: true },
        { key: "places", label: t("drawing.lot.places"), numeric: true },
      ]}
      rows={lots.map((lot) => ({
        key: lot.code,
        cells: [
          <div key="what" className="stack-tight">
            {lot.about ? (
              <a href={lot.about.href} dir="auto">
                {lot.about.title}
              </a>
            ) : (
              lot.code
            )}
            {lot.aside > 0 && (
              <p className="small">
                {t(spacesWait ? "drawing.lot.aside" : "drawing.lot.aside-after", { count: lot.aside })}{" "}
                {spacesWait && !lot.cancelled && (
                  <a href={`/line/${lot.offerId}`}>{t("drawing.lot.aside.do")}</a>
                )}
              </p>
            )}
            {lot.reserved.map(({ group, places }) => (
              <p key={group} className="quiet small">
                {t("drawing.lot.reserved", { group: nameOf.get(group) ?? group, places })}
              </p>
            ))}
          </div>,
          t.formats.rangeText({ from: moment(lot.startsAt), to: moment(lot.endsAt) }),
          lot.cancelled ? t("drawing.lot.cancelled") : t.formats.numberText(lot.places),
        ],
      }))}
    />
  );
}

// texts: drawing.result.* drawing.became.*
/** What one number got of each occasion it wanted. */
export function Outcome({ choices, lots }: { choices: Choices; lots: Draw["lots"] }) {
  const { text: t } = usePage();
  const nameOf = useLotName(lots);
  return (
    <ul className="plain">
      {choices.map(({ code, result, turn, became }) => (
        <li key={code}>
          {lots.length > 1 && <span dir="auto">{nameOf(code)}: </span>}
          <strong>{t(`drawing.result.${result}`, { turn: turn ?? 0 })}</strong>
          {became && became !== result && <span className="quiet"> {t(`drawing.became.${became}`)}</span>}
        </li>
      ))}
    </ul>
  );
}
