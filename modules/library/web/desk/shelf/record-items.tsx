import { redirect } from "react-router";
import { Empty, Notice } from "#web/kit/notice.tsx";
import { Trail } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import {
  type ActArgs,
  formProblem,
  keyOf,
  type LoadArgs,
  numberOf,
  type PageProps,
  pageOf,
  said,
} from "#web/page.ts";
import { useText } from "#web/text.tsx";
import { addItems, recordItems } from "../../../catalogue/items/contract.ts";
import { AddItems } from "./add-items.tsx";
import { itemIn } from "./item-fields.ts";
import { ItemRows } from "./item-rows.tsx";

/** A barcode, as far as one can be long. */
const shown = (asked: string | null) => asked?.slice(0, 60) ?? "";

export async function loader({ context, params, request }: LoadArgs) {
  const asked = new URL(request.url).searchParams;
  const place = asked.get("place");
  const record = await pageOf(context).call(recordItems, {
    params: { id: Number(params.id) },
    query: { ...(place && { place }) },
  });
  return {
    record,
    isAdding: asked.has("add"),
    first: shown(asked.get("first")),
    last: shown(asked.get("last")),
    removed: shown(asked.get("removed")),
  };
}

export async function action({ context, params, request }: ActArgs) {
  const form = await request.formData();
  const body = {
    ...itemIn(form),
    barcode: said(form, "barcode"),
    copies: numberOf(form, "copies"),
    placeId: said(form, "placeId"),
    ownerId: said(form, "ownerId") || null,
    // The contract refuses a status that is none.
    status: said(form, "status") as "available",
  };
  try {
    const { items } = await pageOf(context).call(
      addItems,
      { params: { id: Number(params.id) }, body },
      keyOf(form),
    );
    const added = new URLSearchParams({
      add: "",
      place: body.placeId,
      first: items[0]?.barcode ?? "",
      last: items.at(-1)?.barcode ?? "",
    });
    return redirect(`/desk/catalogue/records/${params.id}/items?${added}`);
  } catch (error) {
    return formProblem(error, form);
  }
}

/** All items of a record, of whichever owner; and more of them. */
export default function DeskRecordItems({ loaderData, actionData }: PageProps<typeof loader, typeof action>) {
  const { record, isAdding, first, last, removed } = loaderData;
  const { id, title, mergedInto, items, adding } = record;
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
        {first !== "" && !actionData && (
          <Notice
            kind="done"
            live
            title={t(first === last ? "item.added.one" : "item.added.row", { first, last })}
          />
        )}
        {removed !== "" && !actionData && (
          <Notice kind="done" live title={t("item.removed", { barcode: removed })} />
        )}
        {adding && (
          <AddItems
            adding={adding}
            isAsked={isAdding || items.length === 0}
            values={actionData?.values ?? {}}
            problem={actionData?.problem}
          />
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
