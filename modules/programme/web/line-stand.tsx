import type { AnswerOf } from "#contract";
import { ButtonLink } from "#web/kit/button.tsx";
import { State } from "#web/kit/state.tsx";
import { moment } from "#web/occasion.ts";
import { usePage, useWhom } from "#web/text.tsx";
import type { getLine } from "../../booking/web/door.ts";

export type Line = AnswerOf<typeof getLine>;

/** Of a full session: how many wait, where one stands, the way into the line. */
export function LineStand({ line, join }: { line: Line; join: "primary" | "quiet" }) {
  const { text: t } = usePage();
  const whom = useWhom();
  const { mine, maxPerClaim } = line;
  const one = maxPerClaim === 1;
  return (
    <div className="stack-tight">
      {mine ? (
        <>
          <p>
            <State kind="soon">{t("line.mine", { ...whom, size: mine.size })}</State>
          </p>
          <p>
            {t(one ? "line.before-one" : "line.before", {
              count: mine.before.entries,
              places: mine.before.places,
            })}
          </p>
        </>
      ) : (
        <p>{t(one ? "line.waiting-one" : "line.waiting", { count: line.waiting, places: line.places })}</p>
      )}
      {(mine || line.open) && (
        <p>
          <ButtonLink href={`/line/${line.offerId}`} kind={mine ? "quiet" : join}>
            {t(mine ? "line.see" : "line.join")}
          </ButtonLink>
        </p>
      )}
    </div>
  );
}

/** Of a claim that is only held: for what, until when, and where it is answered. */
export function HeldStand({
  offerId,
  held,
  size,
}: {
  offerId: string;
  held: { for: "waiting" | "counter" | "approval" | "draw"; until: string };
  size: number;
}) {
  const { text: t } = usePage();
  const until = { at: moment(held.until) };
  const [title, next] =
    held.for === "approval"
      ? ([t("line.approval", { size }), t("line.approval-until", until)] as const)
      : ([
          t(held.for === "counter" ? "line.counter" : held.for === "draw" ? "line.drawn" : "line.offered", {
            size,
          }),
          t("line.offered-until", until),
        ] as const);
  return (
    <div className="stack-tight">
      <p>
        <State kind="soon">{title}</State>
      </p>
      <p>{next}</p>
      <p>
        <ButtonLink href={`/line/${offerId}`} kind={held.for === "approval" ? "quiet" : "primary"}>
          {t(held.for === "approval" ? "line.see" : "line.answer")}
        </ButtonLink>
      </p>
    </div>
  );
}
