import { Empty } from "#web/kit/notice.tsx";
import { Row, Rows } from "#web/kit/rows.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { moment } from "#web/occasion.ts";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { listDraws } from "../drawing/contract.ts";
import { usePhase } from "./draw-parts.tsx";

export async function loader({ context }: LoadArgs) {
  return pageOf(context).call(listDraws, {});
}

/** Every draw: those that take entries first. */
export default function Draws({ loaderData: { items } }: PageProps<typeof loader>) {
  const { text: t } = usePage();
  const phase = usePhase();
  return (
    <ShellPortal title={t("drawing.title")} section="events">
      <div className="stack">
        <h1>{t("drawing.title")}</h1>
        <p className="lead">{t("drawing.lead")}</p>
        {items.length === 0 ? (
          <Empty title={t("drawing.list.empty")}>
            <a href="/events">{t("drawing.list.empty.do")}</a>
          </Empty>
        ) : (
          <Rows label={t("drawing.list")}>
            {items.map((draw) => (
              <Row
                key={draw.id}
                href={`/draws/${draw.id}`}
                title={draw.title}
                note={[
                  draw.house,
                  t.formats.rangeText({ from: moment(draw.opensAt), to: moment(draw.closesAt) }),
                  t("drawing.entries", { count: draw.entries }),
                  ...(draw.mine ? [t("drawing.mine", { number: draw.mine })] : []),
                ].join(" · ")}
                state={phase(draw.phase)}
              />
            ))}
          </Rows>
        )}
      </div>
    </ShellPortal>
  );
}
