import type { AnswerOf } from "#contract";
import { ButtonLink } from "#web/kit/button.tsx";
import { Facts } from "#web/kit/list.tsx";
import { moment } from "#web/occasion.ts";
import { usePage, useWhom } from "#web/text.tsx";
import type { myDraw } from "../drawing/contract.ts";
import { type Draw, Outcome, Phase } from "./draw-parts.tsx";

export interface DrawStandProps {
  draw: Draw;
  /** The entry of whoever asks; null where they have none or may have none. */
  own: AnswerOf<typeof myDraw> | null;
  /** The offer on whose page it stands. */
  offerId: string;
}

// texts: drawing.kind.* drawing.stand.next.*
/** Of one occasion whose places are drawn: when, by what, one's own number and result there, and the way to the draw itself. */
export function DrawStand({ draw, own, offerId }: DrawStandProps) {
  const { text: t } = usePage();
  const whom = useWhom();
  const lot = draw.lots.find((one) => one.offerId === offerId);
  const entry = own?.entry?.state === "entered" ? own.entry : null;
  const nth = entry && lot ? entry.choices.indexOf(lot.code) + 1 : 0;
  const results = entry?.results.filter(({ code }) => code === lot?.code) ?? [];
  const enters = draw.phase === "open" && entry === null;
  const [opens, closes] = [moment(draw.opensAt), moment(draw.closesAt)];
  return (
    <div className="stack">
      <p>
        <Phase phase={draw.phase} />
      </p>
      <Facts
        items={[
          { term: t("drawing.step.entries"), value: t.formats.rangeText({ from: opens, to: closes }) },
          {
            term: t("drawing.value"),
            value: t("drawing.stand.value", {
              kind: t(`drawing.kind.${draw.value.kind}`),
              source: draw.value.source,
              at: moment(draw.knownFrom),
            }),
          },
          { term: t("drawing.step.draw"), value: t("drawing.stand.draw", { at: moment(draw.revealBy) }) },
          ...(entry
            ? [
                { term: t("drawing.own.number"), value: <bdi>{entry.number}</bdi> },
                {
                  term: t("drawing.stand.choice"),
                  value: nth > 0 ? t("drawing.choice", { nth }) : t("drawing.stand.not-chosen", { ...whom }),
                },
              ]
            : []),
          ...(results.length > 0
            ? [
                {
                  term: t("drawing.results.result"),
                  value: <Outcome choices={results} lots={lot ? [lot] : []} />,
                },
              ]
            : []),
        ]}
      />
      {["coming", "open", "closing", "frozen", "due"].includes(draw.phase) && (
        <p>{t(`drawing.stand.next.${draw.phase}`, { ...whom, opens, closes, count: draw.lots.length })}</p>
      )}
      <p className="actions">
        <ButtonLink
          href={enters && lot ? `/draws/${draw.id}?choose=${lot.code}` : `/draws/${draw.id}`}
          kind={enters ? "primary" : "quiet"}
          {...(enters && { icon: "ticket" as const })}
        >
          {t(
            enters
              ? "drawing.enter"
              : entry?.own && draw.phase === "open"
                ? "drawing.change"
                : "drawing.stand.see",
          )}
        </ButtonLink>
      </p>
    </div>
  );
}
