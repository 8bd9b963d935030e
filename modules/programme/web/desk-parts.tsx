import type { AnswerOf } from "#contract";
import { Table } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { State } from "#web/kit/state.tsx";
import { moment } from "#web/occasion.ts";
import { usePage } from "#web/text.tsx";
import type { getDeskEvent } from "../desk/contract.ts";
import { admissionKinds } from "./rows.tsx";

export type DeskEventView = AnswerOf<typeof getDeskEvent>;

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

/** Sessions in places that are closed then, or taken: said to whoever checks and publishes, with the reason and the way on. */
export function Warnings({ event }: { event: DeskEventView }) {
  const overlaps = event.warnings.filter(({ kind }) => kind === "overlap");
  const closed = event.warnings.filter(({ kind }) => kind !== "overlap");
  return (
    <>
      {closed.length > 0 && <Closed event={event} warnings={closed} />}
      {overlaps.length > 0 && <Overlaps warnings={overlaps} />}
    </>
  );
}

function Overlaps({ warnings }: Pick<DeskEventView, "warnings">) {
  const { text: t } = usePage();
  return (
    <Notice title={t("desk.event.overlap")}>
      <ul>
        {warnings.map(({ sessionId, message }) => (
          <li key={sessionId} dir="auto">
            {message}
          </li>
        ))}
      </ul>
      <p>{t("desk.event.overlap-do")}</p>
    </Notice>
  );
}

function Closed({ event, warnings }: { event: DeskEventView; warnings: DeskEventView["warnings"] }) {
  const { text: t } = usePage();
  return (
    <Notice kind="attention" title={t("desk.event.closed-then")}>
      <ul>
        {warnings.map(({ sessionId, place, kind, words, message }) => (
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

// texts: admission.* language.*
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
              {session.language && ` ${t(`language.${session.language}`)}`}
              {session.text.label && <span dir="auto"> {session.text.label}</span>}
              {session.over && event.state === "published" && !session.cancelledBecause && (
                <>
                  {" "}
                  <a href={`/desk/events/${event.id}/sessions/${session.id}/report`}>{t("report.title")}</a>
                </>
              )}
            </span>,
            [session.place?.name, session.place?.space].filter(Boolean).join(" · ") || t("events.online"),
            <span key="claimed">
              {session.quota === null
                ? "–"
                : t("pools.left-of", { left: session.claimed, quota: session.quota })}
              {session.queue && (
                <>
                  {" "}
                  <a href={`/desk/queue/${session.queue}`}>
                    {t("desk.queue.link")}
                    <span className="unseen"> {when}</span>
                  </a>
                </>
              )}
              {session.seating && (
                <>
                  {" "}
                  <a href={`/desk/seating/${session.seating}`}>
                    {t("seating.title")}
                    <span className="unseen"> {when}</span>
                  </a>
                </>
              )}
              {session.counter && (
                <>
                  {" "}
                  <a href={`/desk/counter/${session.counter}`}>
                    {t("desk.counter.link")}
                    <span className="unseen"> {when}</span>
                  </a>
                </>
              )}
            </span>,
            <State key="state" kind={admissionKinds[session.admission.state]}>
              {t(`admission.${session.admission.state}`)}
            </State>,
          ],
        };
      })}
    />
  );
}
