import type { AnswerOf } from "#contract";
import panelCss from "#web/kit/panel.css?url";
import { Code } from "#web/kit/qr.tsx";
import { moment } from "#web/occasion.ts";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { roomPanel } from "../../reserving/contract.ts";
import { endText } from "./room-words.ts";

export async function loader({ context, params, request }: LoadArgs) {
  const key = new URL(request.url).searchParams.get("key") ?? "";
  return pageOf(context).call(roomPanel, { params: { id: params.id ?? "" }, query: { key } });
}

/** Seconds after which the screen reads itself again. */
const every = 20;

// texts: panel.state.*
/** The screen at a room's door: readable from three metres, refreshes itself, names nobody. */
export default function PanelPage({ loaderData: panel }: PageProps<typeof loader>) {
  const { text: t, city, nonce } = usePage();
  const { now, next, checkIn } = panel;
  return (
    <>
      <title>{`${panel.name} · ${city.name}`}</title>
      <link rel="stylesheet" href={panelCss} precedence="shell" nonce={nonce} />
      <main id="main" className="panel" data-live="panel">
        <header>
          <h1>
            <bdi>{panel.name}</bdi>
          </h1>
          <p>
            {panel.place && <bdi>{panel.place}</bdi>}{" "}
            <span>{t("panel.at", { at: t.formats.timeText(moment(panel.at)) })}</span>
            {panel.demo && <span> · {t("place.demo")}</span>}
          </p>
        </header>
        <section className={`panel-now panel-${now.state}`} aria-live="polite">
          <p className="panel-state">
            <span className="panel-shape" aria-hidden="true" />
            {t(panel.seats && now.state === "free" ? "panel.open" : `panel.state.${now.state}`)}
          </p>
          {panel.seats && now.state === "free" && (
            <p className="panel-title">{t("study-seats.free", panel.seats)}</p>
          )}
          {now.title && <p className="panel-title">{now.title}</p>}
          {now.until && (
            <p className="panel-until">
              {t(now.state === "closed" ? "panel.opens" : "panel.until", {
                at: endText(t, moment(now.until)),
              })}
            </p>
          )}
          {now.checkInBy && (
            <p>{t("panel.check-in-by", { at: t.formats.timeText(moment(now.checkInBy)) })}</p>
          )}
        </section>
        {!panel.seats && <Next items={next} />}
        {checkIn && (
          <section className="panel-code">
            <Code text={checkIn.href} label={t("panel.code-label")} />
            <p>{t("panel.code", { code: checkIn.code })}</p>
          </section>
        )}
      </main>
      <live-parts every={every} />
    </>
  );
}

function Next({ items }: { items: AnswerOf<typeof roomPanel>["next"] }) {
  const { text: t } = usePage();
  return (
    <section className="panel-next">
      <h2>{t("panel.next")}</h2>
      {items.length === 0 ? (
        <p>{t("panel.nothing")}</p>
      ) : (
        <ul className="plain">
          {items.map(({ startsAt, endsAt, title }) => (
            <li key={startsAt}>
              <b>
                {t.formats.timeText(moment(startsAt))}–{endText(t, moment(endsAt))}
              </b>{" "}
              <span dir="auto">{title ?? t("panel.reserved")}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
