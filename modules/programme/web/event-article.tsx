import type { ReactNode } from "react";
import { ButtonLink } from "#web/kit/button.tsx";
import { Cover } from "#web/kit/cover.tsx";
import { Facts } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import { State, Tag } from "#web/kit/state.tsx";
import { moment } from "#web/occasion.ts";
import { usePage } from "#web/text.tsx";
import type { EventView, SessionView } from "../contract.ts";
import { EntryDays } from "./entry-days.tsx";
import { admissionKinds } from "./rows.tsx";

export interface EventArticleProps {
  event: EventView;
  /** The session the page is about. */
  chosenId: string | null;
  /** Address of this page; a session is chosen by `?session=`. */
  href: string;
  /** The shell has said the title already. */
  headless?: true;
  /** What can be done with the chosen session. */
  children?: ReactNode;
}

/** An event told: its series, title, summary, sessions, words, and the facts beside them. */
export function EventArticle({ event, chosenId, href, headless, children }: EventArticleProps) {
  const { text: t } = usePage();
  const lang = event.lang === t.locale ? undefined : event.lang;
  return (
    <article className="stack-wide">
      <header className="stack">
        <Series event={event} />
        {!headless && (
          <h1 lang={lang} dir="auto">
            {event.title}
          </h1>
        )}
        <p className="lead" lang={lang} dir="auto">
          {event.summary}
        </p>
        <p className="row">
          <Tag>{t(`event.kind.${event.kind}`)}</Tag>
          <Tag>{t(`event.mode.${event.mode}`)}</Tag>
        </p>
        {event.cancelledBecause && (
          <Notice kind="refused" title={t("event.cancelled")}>
            {event.cancelledBecause}
          </Notice>
        )}
      </header>
      <div className="split">
        <div className="stack-wide">
          {event.entry && (
            <EntryDays
              entry={event.entry}
              sessions={event.sessions}
              chosenId={chosenId}
              href={href}
              slotHref={(id) => `${href}?session=${id}#session`}
            />
          )}
          {children}
          {event.sessions.filter(({ entry }) => entry === null).length > (event.entry ? 0 : 1) && (
            <Sessions event={event} chosenId={chosenId} href={href} />
          )}
          {event.description && (
            <Section title={t("event.about")}>
              <div className="text stack" lang={lang} dir="auto">
                {event.description.split(/\n{2,}/).map((paragraph) => (
                  <p key={paragraph}>{paragraph}</p>
                ))}
              </div>
            </Section>
          )}
        </div>
        <aside className="stack">
          <Cover name={event.title} family={event.series[0]?.family} />
          <Facts items={factsOf(event, t)} />
          {event.guide && (
            <p>
              <ButtonLink href={`/events/${event.id}/guide`}>{t("guide.way")}</ButtonLink>
            </p>
          )}
          {event.contest && (
            <p>
              <ButtonLink href={`/events/${event.id}/contest`}>{t("contest.way")}</ButtonLink>
            </p>
          )}
          <p className="row">
            <a href={`/api/events/${event.id}.ics`}>{t("event.to-calendar")}</a>
            {!headless && (
              <>
                <a href={`/events/${event.id}/poster`}>{t("poster.link")}</a>
                <share-link done={t("share.copied")}>{t("share.verb")}</share-link>
              </>
            )}
          </p>
        </aside>
      </div>
    </article>
  );
}

// texts: event.kind.* event.mode.*
function Series({ event }: { event: EventView }) {
  const { text: t } = usePage();
  if (event.series.length === 0) return null;
  return (
    <nav className="trail" aria-label={t("event.series")}>
      <ol className="plain">
        {event.series.map((series) => (
          <li key={series.id}>
            <a href={`/series/${series.id}`} dir="auto">
              {series.name}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** Coming sessions first; what is over can be unfolded. */
function Sessions({ event, chosenId, href }: Pick<EventArticleProps, "event" | "chosenId" | "href">) {
  const { text: t } = usePage();
  const all = event.sessions.filter(({ entry }) => entry === null);
  const over = all.filter(({ admission }) => admission.state === "over");
  const coming = all.filter(({ admission }) => admission.state !== "over");
  return (
    <Section title={t("event.sessions")} note={t("event.sessions-count", { count: all.length })}>
      <SessionList event={event} sessions={coming} chosenId={chosenId} href={href} />
      {over.length > 0 && (
        <details>
          <summary>{t("event.sessions-over", { count: over.length })}</summary>
          <SessionList event={event} sessions={over} chosenId={chosenId} href={href} />
        </details>
      )}
    </Section>
  );
}

// texts: admission.*
function SessionList({
  event,
  sessions,
  chosenId,
  href,
}: Pick<EventArticleProps, "event" | "chosenId" | "href"> & { sessions: readonly SessionView[] }) {
  const { text: t } = usePage();
  return (
    <ul className="plain stack-tight">
      {sessions.map((session) => (
        <li key={session.id} className="row row-between">
          <span>
            <a
              href={`${href}?session=${session.id}`}
              aria-current={session.id === chosenId ? "true" : undefined}
            >
              {t.formats.rangeText({ from: moment(session.startsAt), to: moment(session.endsAt) })}
            </a>
            {session.label && <span dir="auto"> {session.label}</span>}
            {session.place && session.place.id !== event.place?.id && (
              <span className="quiet small" dir="auto">
                {" "}
                {session.place.name}
              </span>
            )}
          </span>
          <span className="row">
            {session.admission.state === "open" && session.admission.left !== null && (
              <span className="small">{t("event.left", { left: session.admission.left })}</span>
            )}
            <State kind={admissionKinds[session.admission.state]}>
              {t(`admission.${session.admission.state}`)}
            </State>
          </span>
        </li>
      ))}
    </ul>
  );
}

function factsOf(event: EventView, t: ReturnType<typeof usePage>["text"]) {
  const { ageFrom, ageTo, place } = event;
  const ages =
    ageFrom !== null && ageTo !== null
      ? t("event.ages-between", { from: ageFrom, to: ageTo })
      : ageFrom !== null
        ? t("event.ages-from", { from: ageFrom })
        : ageTo !== null
          ? t("event.ages-to", { to: ageTo })
          : t("event.ages-all");
  return [
    ...(place
      ? [
          {
            term: t("event.place"),
            value: (
              <>
                <a href={`/places/${place.id}`} dir="auto">
                  {place.name}
                </a>
                {place.space && <span dir="auto"> {place.space}</span>}
                {place.address && (
                  <span className="quiet small" dir="auto">
                    <br />
                    {place.address}
                  </span>
                )}
              </>
            ),
          },
        ]
      : []),
    ...(event.link
      ? [{ term: t("event.link"), value: <a href={event.link}>{t("event.open-link")}</a> }]
      : []),
    { term: t("event.who"), value: event.audience ? `${event.audience}` : ages },
    ...(event.audience ? [{ term: t("event.ages"), value: ages }] : []),
    ...(event.permit ? [{ term: t("event.permit"), value: permitText(event.permit, t) }] : []),
    { term: t("event.organiser"), value: <span dir="auto">{event.organiser.name}</span> },
    ...(event.jointOrganisers.length > 0
      ? [
          {
            term: t("event.joint-organisers"),
            value: event.jointOrganisers.map(({ id, name }) => (
              <div key={id} dir="auto">
                {name}
              </div>
            )),
          },
        ]
      : []),
  ];
}

/** The permit as it is shown: number, authority, the days it holds. */
function permitText(permit: NonNullable<EventView["permit"]>, t: ReturnType<typeof usePage>["text"]) {
  return (
    <span dir="auto">
      {permit.number}
      <br />
      {t("event.permit.by", { authority: permit.authority, from: permit.from, to: permit.to })}
    </span>
  );
}
