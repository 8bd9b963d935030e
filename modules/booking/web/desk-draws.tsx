import { ButtonLink } from "#web/kit/button.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { Row, Rows } from "#web/kit/rows.tsx";
import { Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { moment } from "#web/occasion.ts";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { deskDraws } from "../drawing/contract.ts";
import { usePhase } from "./draw-parts.tsx";

export async function loader({ context }: LoadArgs) {
  return pageOf(context).call(deskDraws, {});
}

/** 抽签 at the desk: the draws of one's organisations. */
export default function DeskDraws({ loaderData: { items, can } }: PageProps<typeof loader>) {
  const { text: t } = usePage();
  const phase = usePhase();
  return (
    <ShellDesk
      title={t("drawing.desk")}
      section="events"
      actions={
        can.includes("make") && <ButtonLink href="/desk/draws/new">{t("drawing.desk.new")}</ButtonLink>
      }
    >
      <div className="stack">
        <Trail label={t("desk.trail")} items={[{ href: "/desk/events", label: t("desk.nav.events") }]} />
        {items.length === 0 ? (
          <Empty title={t("drawing.desk.empty")}>{t("drawing.desk.empty.do")}</Empty>
        ) : (
          <Rows label={t("drawing.desk")}>
            {items.map((draw) => (
              <Row
                key={draw.id}
                href={`/desk/draws/${draw.id}`}
                title={draw.title}
                note={[
                  draw.house,
                  t.formats.rangeText({ from: moment(draw.opensAt), to: moment(draw.closesAt) }),
                  t("drawing.entries", { count: draw.entries }),
                ].join(" · ")}
                state={phase(draw.phase)}
              />
            ))}
          </Rows>
        )}
      </div>
    </ShellDesk>
  );
}
