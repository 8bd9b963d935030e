import { Button, ButtonLink } from "#web/kit/button.tsx";
import { FormKey } from "#web/kit/form.tsx";
import { Facts } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { moment } from "#web/occasion.ts";
import type { Problem } from "#web/page.ts";
import { usePage, useWhom } from "#web/text.tsx";
import type { MoveView } from "../moved/contract.ts";

// texts: move.said.*, move.state.*, move.held.*
/** What was, what is now, and two buttons: the same for whoever is signed in and whoever came by the link of a message. */
export function MoveCard({ move, problem }: { move: MoveView; problem: Problem | undefined }) {
  const { text: t } = usePage();
  const whom = useWhom();
  const told = ({ startsAt, endsAt, place }: MoveView["now"]) => (
    <>
      {t.formats.rangeText({ from: moment(startsAt), to: moment(endsAt) })}
      {place && <span dir="auto"> {[place.name, place.space].filter(Boolean).join(" ")}</span>}
    </>
  );
  return (
    <div className="stack">
      <h1 dir="auto">{move.event.title}</h1>
      {problem && (
        <Notice kind="refused" live title={problem.title}>
          {problem.detail}
        </Notice>
      )}
      {move.answer && (move.answer === "not-coming" || move.state === "open") && (
        <Notice kind="done" live title={t(`move.said.${move.answer}`)} />
      )}
      <Facts
        items={[
          { term: t("move.was"), value: told(move.was) },
          { term: t("move.now"), value: <strong>{told(move.now)}</strong> },
          { term: t("move.reason"), value: <span dir="auto">{move.reason}</span> },
        ]}
      />
      {move.state === "open" ? (
        <>
          <p>
            {move.held
              ? t(`move.held.${move.held.for}`, { until: moment(move.held.until) })
              : t("move.lead", whom)}
          </p>
          <form method="post" data-once="" aria-label={t("move.title")}>
            <FormKey />
            <p className="actions">
              <Button name="answer" value="coming" kind={move.answer === "coming" ? "quiet" : "primary"}>
                {t("move.come")}
              </Button>
              <Button name="answer" value="not-coming" kind="refuse">
                {t("move.not-come")}
              </Button>
            </p>
          </form>
          <p className="quiet">{t("move.not-come.means")}</p>
        </>
      ) : (
        move.answer !== "not-coming" && <p>{t(`move.state.${move.state}`)}</p>
      )}
      <p>
        <ButtonLink kind="quiet" href={`/events/${move.event.id}`}>
          {t("move.event")}
        </ButtonLink>
      </p>
    </div>
  );
}

/** The button that was pressed. */
export function answerIn(form: FormData): "coming" | "not-coming" {
  return form.get("answer") === "not-coming" ? "not-coming" : "coming";
}
