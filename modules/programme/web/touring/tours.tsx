import { Empty } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { State, type StateKind } from "#web/kit/state.tsx";
import { day } from "#web/occasion.ts";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { listTours } from "../../touring/contract.ts";

export async function loader({ context }: LoadArgs) {
  return pageOf(context).call(listTours, {});
}

const looks: Record<"now" | "coming" | "over", StateKind> = { now: "open", coming: "soon", over: "closed" };

// texts: tours.when.* touring.language.*
/** What tours where now, was and will be; each stop leads to its exhibition. */
export default function Tours({ loaderData: { items } }: PageProps<typeof loader>) {
  const { text: t } = usePage();
  return (
    <ShellPortal title={t("tours.title")} description={t("tours.lead")} section="events">
      <div className="stack-wide">
        <header className="stack">
          <h1>{t("tours.title")}</h1>
          <p className="lead">{t("tours.lead")}</p>
        </header>
        {items.length === 0 && (
          <Empty title={t("tours.none")}>
            <a href="/events?kind=exhibition">{t("tours.none.do")}</a>
          </Empty>
        )}
        {items.map(({ id, title, summary, owner, languages, stops }) => (
          <Section key={id} id={id} title={title}>
            <div className="stack">
              {summary && (
                <p className="prose" dir="auto">
                  {summary}
                </p>
              )}
              <p className="quiet small">
                <bdi>{t("tours.from-house", { house: owner.name })}</bdi>
                {" · "}
                {t("tours.labels", {
                  languages: languages.map((one) => t(`touring.language.${one}`)).join("、"),
                })}
              </p>
              <ul className="plain stack">
                {stops.map((stop) => (
                  <li key={stop.eventId}>
                    <State kind={looks[stop.when]}>{t(`tours.when.${stop.when}`)}</State>{" "}
                    <a href={`/events/${stop.eventId}`} dir="auto">
                      {stop.place?.name ?? stop.organisation.name}
                    </a>{" "}
                    <span className="quiet small">
                      {t("touring.from-through", { from: day(stop.from), through: day(stop.through) })}
                    </span>
                  </li>
                ))}
              </ul>
            </div>
          </Section>
        ))}
      </div>
    </ShellPortal>
  );
}
