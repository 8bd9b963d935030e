import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { Form } from "#web/kit/form.tsx";
import { Steps, Table } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import { State, Tag } from "#web/kit/state.tsx";
import { moment } from "#web/occasion.ts";
import type { Problem } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import type { getDeskEvent } from "../desk/contract.ts";
import { problemOfReason, ReasonField } from "./reason-field.tsx";
import { admissionKinds } from "./rows.tsx";

export type DeskEventView = AnswerOf<typeof getDeskEvent>;

/** What was typed and refused, by the form whose `do` it was. */
export interface Tried {
  problem: Problem | undefined;
  values: Record<string, string>;
}

const way = ["draft", "submitted", "checked", "approved", "published"] as const;

// texts: publishing.state.*
/** Where the event stands on its way to the public. */
export function Way({ event }: { event: DeskEventView }) {
  const { text: t } = usePage();
  if (event.state === "withdrawn") {
    return (
      <p>
        <State kind="refused">{t("publishing.state.withdrawn")}</State>
      </p>
    );
  }
  const at = (way as readonly string[]).indexOf(event.state);
  return (
    <Steps
      label={t("desk.event.way")}
      steps={way.map((state, index) => ({
        label: t(`publishing.state.${state}`),
        state:
          index < at || (index === at && state === "published") ? "done" : index === at ? "current" : "later",
      }))}
    />
  );
}

/** What still has to be written before anybody can check it. */
export function Missing({ event }: { event: DeskEventView }) {
  const { text: t } = usePage();
  if (event.missing.length === 0) return null;
  return (
    <Notice kind="attention" title={t("desk.event.missing")}>
      <ul>
        {event.missing.map(({ field, message }) => (
          <li key={field + message}>{message}</li>
        ))}
      </ul>
    </Notice>
  );
}

/** Sessions in places that are closed then: said to whoever checks and publishes, with the reason and the way on. */
export function Warnings({ event }: { event: DeskEventView }) {
  const { text: t } = usePage();
  if (event.warnings.length === 0) return null;
  return (
    <Notice kind="attention" title={t("desk.event.closed-then")}>
      <ul>
        {event.warnings.map(({ sessionId, place, kind, words, message }) => (
          <li key={sessionId}>
            <span dir="auto">{message}</span>
            {kind === "closure" && words && <q dir="auto">{words}</q>}{" "}
            <a href={`/places/${place.id}`}>{t("desk.event.see-place")}</a>
          </li>
        ))}
      </ul>
      <p>{t(event.state === "published" ? "desk.event.closed-then-public" : "desk.event.closed-then-do")}</p>
    </Notice>
  );
}

const steps = [
  "submit",
  "check",
  "approve",
  "publish",
  "send-back",
  "take-back",
  "withdraw",
  "reopen",
] as const;
const askWhy = new Set<string>(["send-back", "withdraw"]);

// texts: publishing.step.*
/** The steps that are this person's to take now; the first one forward is the primary button. */
export function NextSteps({ event, tried }: { event: DeskEventView; tried: Tried }) {
  const { text: t } = usePage();
  // What cannot succeed yet is not offered; the list above says what is missing.
  const ready = event.missing.length === 0;
  const open = steps.filter(
    (step) => event.can.includes(step) && (ready || (step !== "submit" && step !== "publish")),
  );
  if (open.length === 0) return null;
  return (
    <Section title={t("desk.event.next")}>
      <div className="stack">
        {open.map((step, index) => (
          <StepForm
            key={step}
            step={step}
            event={event}
            tried={tried}
            primary={index === 0 && !askWhy.has(step)}
          />
        ))}
      </div>
    </Section>
  );
}

function StepForm({
  step,
  event,
  tried,
  primary,
}: {
  step: string;
  event: DeskEventView;
  tried: Tried;
  primary: boolean;
}) {
  const { text: t } = usePage();
  const problem = tried.values.step === step ? problemOfReason(tried.problem, step) : undefined;
  const label = t(`publishing.step.${step}`);
  const form = (
    <Form label={label} problem={problem}>
      <input type="hidden" name="do" value="step" />
      <input type="hidden" name="step" value={step} />
      <input type="hidden" name="version" value={event.version} />
      {askWhy.has(step) && (
        <ReasonField
          of={step}
          hint={t(step === "withdraw" ? "desk.reason-told" : "desk.reason-kept")}
          value={problem ? tried.values[`reason.${step}`] : ""}
          problem={problem}
        />
      )}
      <Button kind={primary ? "primary" : step === "withdraw" ? "refuse" : "quiet"}>{label}</Button>
    </Form>
  );
  if (!askWhy.has(step)) return form;
  return (
    <details open={problem !== undefined}>
      <summary>{label}</summary>
      {form}
    </details>
  );
}

// texts: admission.*
/** The sessions with what is claimed, each leading to its own page where it can be changed. */
export function SessionTable({ event }: { event: DeskEventView }) {
  const { text: t } = usePage();
  if (event.sessions.length === 0) return <p className="quiet">{t("desk.event.no-sessions")}</p>;
  return (
    <Table
      caption={t("event.sessions")}
      hideCaption
      columns={[
        { key: "when", label: t("desk.session.when") },
        { key: "where", label: t("event.place") },
        { key: "claimed", label: t("desk.session.claimed"), numeric: true },
        { key: "state", label: t("desk.events.state") },
      ]}
      rows={event.sessions.map((session) => {
        const when = t.formats.rangeText({
          from: moment(session.text.startsAt),
          to: moment(session.text.endsAt),
        });
        return {
          key: session.id,
          cells: [
            <span key="when">
              {session.can.length > 0 ? (
                <a href={`/desk/events/${event.id}/sessions/${session.id}`}>{when}</a>
              ) : (
                when
              )}
              {session.text.label && <span dir="auto"> {session.text.label}</span>}
            </span>,
            [session.place?.name, session.place?.space].filter(Boolean).join(" · ") || t("events.online"),
            session.quota === null
              ? "–"
              : t("pools.left-of", { left: session.claimed, quota: session.quota }),
            <State key="state" kind={admissionKinds[session.admission.state]}>
              {t(`admission.${session.admission.state}`)}
            </State>,
          ],
        };
      })}
    />
  );
}

// texts: publishing.past.*
/** Who wrote, checked, approved, published, changed and cancelled, and why. */
export function History({ event }: { event: DeskEventView }) {
  const { text: t } = usePage();
  return (
    <Section title={t("desk.history")}>
      <Table
        caption={t("desk.history")}
        hideCaption
        columns={[
          { key: "at", label: t("desk.history.at") },
          { key: "step", label: t("desk.history.step") },
          { key: "by", label: t("desk.history.by") },
          { key: "reason", label: t("desk.history.reason") },
        ]}
        rows={event.history.toReversed().map((row) => ({
          key: `${row.at} ${row.step} ${row.version}`,
          cells: [
            t.formats.momentText(moment(row.at)),
            t(`publishing.past.${row.step}`),
            <span key="by">
              {row.by ?? t("desk.history.gone")} {row.alone && <Tag>{t("desk.history.alone")}</Tag>}
            </span>,
            row.reason ?? "",
          ],
        }))}
      />
    </Section>
  );
}
