import { ButtonLink } from "#web/kit/button.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { listHandovers } from "../../contract.ts";
import { HandoverRows } from "./handover-rows.tsx";
import { PlacesTabs } from "./places-tabs.tsx";

export async function loader({ context, request }: LoadArgs) {
  const after = new URL(request.url).searchParams.get("after");
  return pageOf(context).call(listHandovers, { query: after ? { after } : {} });
}

/** All hand-overs with a side that is the reader's; what waits for a signature comes first. */
export default function DeskHandovers({ loaderData: { items, next } }: PageProps<typeof loader>) {
  const { text: t, actor } = usePage();
  const mayDrawUp = actor.can.includes("manager");
  return (
    <ShellDesk title={t("handover.title")} section="places">
      <div className="stack">
        <PlacesTabs current="handovers" />
        {items.length === 0 ? (
          <Empty title={t("handover.none")}>
            {mayDrawUp && <a href="/desk/places">{t("handover.none.do")}</a>}
          </Empty>
        ) : (
          <HandoverRows items={items} />
        )}
        {next && (
          <p>
            <ButtonLink kind="quiet" href={`/desk/handovers?after=${next}`}>
              {t("place.list.more")}
            </ButtonLink>
          </p>
        )}
      </div>
    </ShellDesk>
  );
}
