import { Cover } from "#web/kit/cover.tsx";
import { Facts } from "#web/kit/list.tsx";
import { Code } from "#web/kit/qr.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { moment } from "#web/occasion.ts";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { getEvent } from "../contract.ts";

/** More sessions than a wall has room for are found by the code. */
const mostSessions = 6;

export async function loader({ context, params }: LoadArgs) {
  return { event: await pageOf(context).call(getEvent, { params: { id: params.id ?? "" }, query: {} }) };
}

/** A poster of an event for the wall of a house: its cover, what, when, where, and a code that leads to it. */
export default function PosterPage({ loaderData: { event } }: PageProps<typeof loader>) {
  const { text: t, city } = usePage();
  const coming = event.sessions.filter(
    ({ admission, cancelledBecause }) => admission.state !== "over" && cancelledBecause === null,
  );
  const lang = event.lang === t.locale ? undefined : event.lang;
  const href = `/events/${event.id}`;
  return (
    <ShellPortal title={t("poster.title", { title: event.title })} section="events">
      <div className="row screen-only poster-ways">
        <a href={href}>{t("poster.back")}</a>
        <print-page>{t("poster.print")}</print-page>
        <a href={`/api${href}/picture.png`}>{t("poster.picture")}</a>
      </div>
      <article className="poster" aria-label={event.title}>
        <Cover name={event.title} family={event.series[0]?.family} />
        <div className="poster-words stack">
          {event.series[0] && (
            <p className="quiet" dir="auto">
              {event.series.map(({ name }) => name).join(" · ")}
            </p>
          )}
          <h1 className="poster-title song" lang={lang} dir="auto">
            {event.title}
          </h1>
          <p className="lead" lang={lang} dir="auto">
            {event.summary}
          </p>
          <div className="poster-foot">
            <Facts items={factsOf()} />
            <figure className="poster-code">
              <Code text={`${city.url}${href}`} label={t("poster.code")} />
              <figcaption>{t("poster.scan")}</figcaption>
            </figure>
          </div>
        </div>
      </article>
    </ShellPortal>
  );

  function factsOf() {
    const when = coming.slice(0, mostSessions).map((session) => (
      <div key={session.id} dir="auto">
        {t.formats.rangeText({ from: moment(session.startsAt), to: moment(session.endsAt) })}
        {session.label && ` ${session.label}`}
      </div>
    ));
    if (coming.length > mostSessions)
      when.push(<div key="more">{t("poster.more", { count: coming.length - mostSessions })}</div>);
    const { place } = event;
    return [
      { term: t("poster.when"), value: when.length > 0 ? when : t("poster.none") },
      ...(place
        ? [
            {
              term: t("event.place"),
              value: (
                <span dir="auto">
                  {place.name} {place.space}
                  {place.address && <div className="quiet small">{place.address}</div>}
                </span>
              ),
            },
          ]
        : []),
      ...(event.audience ? [{ term: t("event.who"), value: <span dir="auto">{event.audience}</span> }] : []),
      {
        term: t("event.organiser"),
        value: (
          <span dir="auto">
            {[event.organiser, ...event.jointOrganisers].map(({ name }) => name).join("、")}
          </span>
        ),
      },
    ];
  }
}
