import { Empty, Notice } from "#web/kit/notice.tsx";
import { Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { recordItems } from "../../catalogue/shelf/contract.ts";
import { ItemRows } from "./item-rows.tsx";

export async function loader({ context, params }: LoadArgs) {
  return pageOf(context).call(recordItems, { params: { id: Number(params.id) } });
}

/** All items of a record, of whichever owner. */
export default function DeskRecordItems({ loaderData }: PageProps<typeof loader>) {
  const { id, title, mergedInto, items } = loaderData;
  const t = useText();
  const name = title || t("batch.record.untitled");
  return (
    <ShellDesk title={name} section="library">
      <div className="stack">
        <Trail
          label={t("catalogue.ways")}
          items={[
            { href: "/desk/catalogue/shelves", label: t("shelf.title") },
            { href: `/desk/catalogue/records/${id}/edit`, label: t("edit.record") },
          ]}
        />
        {mergedInto !== null && (
          <Notice title={t("record.merged")}>
            <a href={`/desk/catalogue/records/${mergedInto}/items`}>{t("record.merged.to")}</a>
          </Notice>
        )}
        {items.length === 0 ? (
          <Empty title={t("record.no-items")}>{t("record.no-items.do")}</Empty>
        ) : (
          <ItemRows caption={t("record.items", { title: name })} items={items} withPlace />
        )}
      </div>
    </ShellDesk>
  );
}
