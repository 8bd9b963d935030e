import { Empty } from "#web/kit/notice.tsx";
import { Row, Rows } from "#web/kit/rows.tsx";
import { Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { listLeavings } from "../leaving/contract.ts";
import { dated } from "./dated.ts";
import { leavingKinds } from "./desk-leaving.tsx";

export async function loader({ context, request }: LoadArgs) {
  const organisation = new URL(request.url).searchParams.get("organisation") ?? "";
  const { items } = await pageOf(context).call(listLeavings, { query: { organisation } });
  return { items, organisation };
}

// texts: leaving.state.*
/** Hand-over documents of an organisation. */
export default function DeskLeavings({ loaderData: { items, organisation } }: PageProps<typeof loader>) {
  const { text: t, city } = usePage();
  return (
    <ShellDesk title={t("leaving.list")} section="staff">
      <div className="stack">
        <Trail
          label={t("people.trail")}
          items={[{ href: `/desk/staff?organisation=${organisation}`, label: t("staff.title") }]}
        />
        {items.length === 0 ? (
          <Empty title={t("leaving.list.none")}>{t("leaving.list.none.do")}</Empty>
        ) : (
          <Rows label={t("leaving.list")}>
            {items.map((one) => (
              <Row
                key={one.id}
                href={`/desk/leavings/${one.id}`}
                title={`${one.name} · ${one.login}`}
                note={`${dated(t, city.zone, one.effectiveAt)} · ${t("leaving.open-lines", { open: one.open, lines: one.lines })}`}
                state={{ kind: leavingKinds[one.state] ?? "closed", word: t(`leaving.state.${one.state}`) }}
              />
            ))}
          </Rows>
        )}
      </div>
    </ShellDesk>
  );
}
