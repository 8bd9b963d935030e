import { Picks } from "#web/kit/picks.tsx";
import { Section, Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { showGuide } from "../../exhibition/audio/contract.ts";
import { StopWords } from "./stop-words.tsx";

export async function loader({ context, params }: LoadArgs) {
  const id = params.id ?? "";
  return { id, guide: await pageOf(context).call(showGuide, { params: { id } }) };
}

/** The guide of an exhibition: the numbers beside the things, large enough for a thumb, and all words for a hall without signal. */
export default function GuidePage({ loaderData: { id, guide } }: PageProps<typeof loader>) {
  const { text: t } = usePage();
  return (
    <ShellPortal title={t("guide.title", { title: guide.title })} section="events">
      <div className="stack-wide">
        <Trail label={t("desk.trail")} items={[{ href: `/events/${id}`, label: guide.title }]} />
        <h1 dir="auto">{t("guide.title", { title: guide.title })}</h1>
        <div className="guide-numbers">
          <Picks
            label={t("guide.stops")}
            items={guide.stops.map(({ number, title }) => ({
              href: `/events/${id}/guide/${number}`,
              label: number,
              note: title,
            }))}
          />
        </div>
        <Section title={t("guide.all-words")} note={t("guide.all-words-note")}>
          {guide.stops.map((stop) => (
            <details key={stop.number}>
              <summary>
                {stop.number} <span dir="auto">{stop.title}</span>
              </summary>
              <StopWords stop={stop} />
            </details>
          ))}
        </Section>
      </div>
    </ShellPortal>
  );
}
