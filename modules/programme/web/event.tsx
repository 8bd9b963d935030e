import { redirect } from "react-router";
import { Cover } from "#web/kit/cover.tsx";
import { Facts } from "#web/kit/list.tsx";
import { Notice } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { State, Tag } from "#web/kit/state.tsx";
import { moment } from "#web/occasion.ts";
import { type ActArgs, formProblem, keyOf, type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { cancelOwnClaim, claimPlaces, myClaims } from "../../booking/contract.ts";
import { type EventView, getEvent, type SessionView } from "../contract.ts";
import { ClaimPanel, type OwnClaim } from "./claim-panel.tsx";
import { admissionKinds } from "./rows.tsx";

export async function loader({ context, params, request }: LoadArgs) {
  const { call, actor } = pageOf(context);
  const search = new URL(request.url).searchParams;
  const event = await call(getEvent, { params: { id: params.id ?? "" } });
  const chosen = chosenSession(event, search.get("session"));
  const claims = actor.kind === "resident" ? (await call(myClaims, {})).items : [];
  const living = claims.find(
    ({ offerId, state }) =>
      offerId === chosen?.offer?.id && (state === "held" || state === "confirmed" || state === "checked-in"),
  );
  const own: OwnClaim | null = living
    ? {
        id: living.id,
        size: living.size,
        state: living.state,
        cancelUntil: living.cancelUntil,
        can: living.can.includes("cancel"),
      }
    : null;
  return { event, chosenId: chosen?.id ?? null, own, done: search.get("done") };
}

/** Claims places, or gives them back; the answer is a page of its own, so that reloading does nothing twice. */
export async function action({ context, params, request }: ActArgs) {
  const { call } = pageOf(context);
  const form = await request.formData();
  const back = (done: string) =>
    redirect(`/events/${params.id}?session=${encodeURIComponent(String(form.get("session")))}&done=${done}`);
  try {
    if (form.get("do") === "cancel") {
      await call(cancelOwnClaim, { params: { claimId: String(form.get("claim")) }, body: {} }, keyOf(form));
      return back("cancelled");
    }
    const input = {
      params: { offerId: String(form.get("offer")) },
      body: { size: Number(form.get("size")) },
    };
    await call(claimPlaces, input, keyOf(form));
    return back("claimed");
  } catch (error) {
    return formProblem(error, form);
  }
}

/** One event: what, when and where, who may come, how many places, one thing to press. */
export default function EventPage({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { event, chosenId, own, done } = loaderData;
  const { text: t } = usePage();
  const chosen = event.sessions.find(({ id }) => id === chosenId) ?? null;
  const problem = actionData && "problem" in actionData ? actionData.problem : undefined;
  const lang = event.lang === t.locale ? undefined : event.lang;
  return (
    <ShellPortal title={event.title} description={event.summary} section="events">
      <article className="stack-wide">
        <header className="stack">
          <Series event={event} />
          <h1 lang={lang} dir="auto">
            {event.title}
          </h1>
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
            {chosen && (
              <ClaimPanel
                event={event}
                session={chosen}
                own={own}
                done={done}
                problem={problem}
                size={actionData && "values" in actionData ? actionData.values.size : undefined}
              />
            )}
            {event.sessions.length > 1 && <Sessions event={event} chosenId={chosenId} />}
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
            <p className="row">
              <a href={`/api/events/${event.id}.ics`}>{t("event.to-calendar")}</a>
            </p>
          </aside>
        </div>
      </article>
    </ShellPortal>
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

// texts: admission.*
function Sessions({ event, chosenId }: { event: EventView; chosenId: string | null }) {
  const { text: t } = usePage();
  return (
    <Section title={t("event.sessions")} note={t("event.sessions-count", { count: event.sessions.length })}>
      <ul className="plain stack-tight">
        {event.sessions.map((session) => (
          <li key={session.id} className="row row-between">
            <span>
              <a
                href={`/events/${event.id}?session=${session.id}`}
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
    </Section>
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
    {
      term: t("event.organiser"),
      value: [event.organiser, ...event.jointOrganisers].map(({ id, name }) => (
        <span key={id} dir="auto" style={{ display: "block" }}>
          {name}
        </span>
      )),
    },
  ];
}

/** The session asked for; else the next one that can be joined, else the next one, else the last. */
function chosenSession(event: EventView, wanted: string | null): SessionView | null {
  const byId = event.sessions.find(({ id }) => id === wanted);
  if (byId) return byId;
  const joinable = new Set(["open", "no-booking", "not-yet", "on-site"]);
  return (
    event.sessions.find(({ admission }) => joinable.has(admission.state)) ??
    event.sessions.find(({ admission }) => admission.state !== "over" && admission.state !== "cancelled") ??
    event.sessions.at(-1) ??
    null
  );
}
