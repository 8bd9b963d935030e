import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { Section } from "#web/kit/section.tsx";
import { moment } from "#web/occasion.ts";
import type { Tried } from "#web/publishing.tsx";
import { problemOfReason, ReasonField } from "#web/reason-field.tsx";
import { usePage } from "#web/text.tsx";
import type { concernedBy } from "../desk/contract.ts";
import { CutShortField } from "./cut-short-field.tsx";
import type { DeskEventView } from "./desk-parts.tsx";
import { type Choices, EventFields } from "./event-fields.tsx";
import { eventValues } from "./event-form.ts";
import { type Planned, PlannedSessions, RepeatFields } from "./repeat-fields.tsx";
import { SessionFields } from "./session-fields.tsx";

interface Common {
  event: DeskEventView;
  tried: Tried;
}

/** The event's words. In public, a change needs a reason, and the page says who will be told of what. */
export function EditEvent({ event, choices, tried, places }: Common & { choices: Choices; places: number }) {
  const { text: t } = usePage();
  const again = tried.values.do === "edit";
  const problem = again ? problemOfReason(tried.problem, "edit") : undefined;
  const inPublic = event.state === "published";
  return (
    <details open={again || event.state === "draft"}>
      <summary>{t(inPublic ? "desk.event.change" : "desk.event.edit")}</summary>
      <Form label={t("desk.event.words")} problem={problem}>
        <input type="hidden" name="do" value="edit" />
        <input type="hidden" name="version" value={event.version} />
        <EventFields
          values={again ? tried.values : eventValues(event.text)}
          choices={choices}
          problem={problem}
        />
        {inPublic && (
          <ReasonField
            of="edit"
            hint={t("desk.change-told", { count: places })}
            value={again ? tried.values["reason.edit"] : ""}
            problem={problem}
          />
        )}
        <Button>{t(inPublic ? "desk.event.change-do" : "desk.event.save")}</Button>
      </Form>
    </details>
  );
}

/** Adds one session, or several that repeat: those are listed first. */
export function NewSessions({
  event,
  choices,
  tried,
  planned,
}: Common & { choices: Choices; planned: Planned | null }) {
  const { text: t } = usePage();
  const again = tried.values.do === "add-sessions" || tried.values.do === "plan-sessions";
  const problem = again ? problemOfReason(tried.problem, "add-sessions") : undefined;
  return (
    <details open={again || event.sessions.length === 0}>
      <summary>{t("desk.session.add")}</summary>
      <Form label={t("desk.session.add")} problem={problem}>
        <input type="hidden" name="version" value={event.version} />
        <SessionFields
          prefix="sessions.0"
          values={again ? tried.values : {}}
          choices={choices}
          problem={problem}
        />
        <RepeatFields values={again ? tried.values : {}} problem={problem} />
        {event.state === "published" && (
          <ReasonField
            of="add-sessions"
            hint={t("publishing.reason.kept")}
            value={again ? tried.values["reason.add-sessions"] : ""}
            problem={problem}
          />
        )}
        {planned && <PlannedSessions planned={planned} />}
        <div className="actions">
          <Button name="do" value="add-sessions">
            {t(planned ? "repeat.add-do" : "desk.session.add-do")}
          </Button>
          <Button kind="quiet" name="do" value="plan-sessions">
            {t("repeat.plan-do")}
          </Button>
        </div>
      </Form>
    </details>
  );
}

export type Concerned = AnswerOf<typeof concernedBy>;

/** Cancelling the whole event: first who is concerned, then the reason, then the button. */
export function CancelEvent({ event, concerned, tried }: Common & { concerned: Concerned }) {
  const { text: t } = usePage();
  const again = tried.values.do === "cancel";
  const problem = again ? problemOfReason(tried.problem, "cancel") : undefined;
  // Of hundreds of slots those in which somebody holds a place.
  const listed = concerned.sessions.filter(({ claims }) => claims > 0 || concerned.sessions.length <= 60);
  return (
    <Section title={t("desk.cancel.title")}>
      <details open={again}>
        <summary>{t("desk.cancel.open")}</summary>
        <div className="stack">
          <p>
            {t("desk.cancel.means", {
              sessions: concerned.sessions.length,
              claims: concerned.claims,
              places: concerned.places,
            })}
          </p>
          <ul>
            {listed.map((session) => (
              <li key={session.id}>
                {t("desk.cancel.session", {
                  at: moment(session.startsAt),
                  claims: session.claims,
                  places: session.places,
                })}
              </li>
            ))}
          </ul>
          <Form label={t("desk.cancel.title")} problem={problem}>
            <input type="hidden" name="do" value="cancel" />
            <input type="hidden" name="version" value={event.version} />
            <CutShortField
              sessions={concerned.sessions}
              value={again ? tried.values.cutShort : undefined}
              problem={problem}
            />
            <ReasonField
              of="cancel"
              hint={t("desk.reason-told")}
              value={again ? tried.values["reason.cancel"] : ""}
              problem={problem}
            />
            <Button kind="refuse">{t("desk.cancel.do")}</Button>
          </Form>
        </div>
      </details>
    </Section>
  );
}
