import { localeFacts } from "#libs/texts";
import { ButtonLink } from "#web/kit/button.tsx";
import { Trail } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { type LoadArgs, missingPage, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { showGuide } from "../../exhibition/audio/contract.ts";
import { StopWords } from "./stop-words.tsx";

export async function loader({ context, params }: LoadArgs) {
  const page = pageOf(context);
  const id = params.id ?? "";
  const { title, stops } = await page.call(showGuide, { params: { id } });
  const at = stops.findIndex(({ number }) => String(number) === params.number);
  const stop = stops[at];
  if (!stop) throw missingPage(page);
  return { id, title, stop, before: stops[at - 1] ?? null, after: stops[at + 1] ?? null };
}

/** One stop of a guide: to listen to where there is a recording, and to read always. */
export default function StopPage({ loaderData }: PageProps<typeof loader>) {
  const { id, title, stop, before, after } = loaderData;
  const { text: t, locale } = usePage();
  const { audio } = stop;
  const guide = `/events/${id}/guide`;
  return (
    <ShellPortal title={t("guide.stop", { number: stop.number, title: stop.title })} section="events">
      <div className="stack-wide">
        <Trail
          label={t("desk.trail")}
          items={[
            { href: `/events/${id}`, label: title },
            { href: guide, label: t("guide.stops") },
          ]}
        />
        <h1 dir="auto">{t("guide.stop", { number: stop.number, title: stop.title })}</h1>
        {audio && (
          <div className="stack-tight">
            {/* biome-ignore lint/a11y/useMediaCaption: what is told by ear stands below in words */}
            <audio
              className="guide-audio"
              controls
              preload="metadata"
              src={audio.href}
              aria-label={stop.title}
            />
            {audio.locale !== locale && (
              <p className="quiet small">
                {t("guide.spoken-in", { language: localeFacts[audio.locale].name })}
              </p>
            )}
          </div>
        )}
        <StopWords stop={stop} />
        <nav className="row row-between" aria-label={t("guide.stops")}>
          {before ? (
            <ButtonLink kind="quiet" href={`${guide}/${before.number}`}>
              {t("guide.before", { number: before.number })}
            </ButtonLink>
          ) : (
            <span />
          )}
          {after && (
            <ButtonLink href={`${guide}/${after.number}`}>
              {t("guide.after", { number: after.number })}
            </ButtonLink>
          )}
        </nav>
      </div>
    </ShellPortal>
  );
}
