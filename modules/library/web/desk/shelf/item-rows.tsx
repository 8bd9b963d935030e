import type { AnswerOf } from "#contract";
import { Table } from "#web/kit/list.tsx";
import { useText } from "#web/text.tsx";
import { standing } from "../../../catalogue/items/contract.ts";
import type { getShelf } from "../../../catalogue/shelf/contract.ts";

type Item = AnswerOf<typeof getShelf>["items"][number];

// texts: item.status.*
/** Items as they stand on a shelf: each leads to its own page. */
export function ItemRows({
  caption,
  items,
  withPlace,
}: {
  caption: string;
  items: readonly Item[];
  withPlace?: true;
}) {
  const t = useText();
  return (
    <Table
      caption={caption}
      hideCaption
      columns={[
        { key: "barcode", label: t("item.barcode") },
        { key: "title", label: t("batch.record.title"), prose: true },
        { key: "callNumber", label: t("item.call-number") },
        ...(withPlace
          ? [
              { key: "place", label: t("shelf.place") },
              { key: "owner", label: t("item.owner") },
            ]
          : []),
        { key: "shelf", label: t("shelf.shelf") },
        { key: "status", label: t("item.status") },
      ]}
      rows={items.map((item) => ({
        key: String(item.id),
        cells: [
          <a key="barcode" href={`/desk/catalogue/items/${item.id}`} dir="ltr">
            {item.barcode}
          </a>,
          <a key="title" href={`/desk/catalogue/records/${item.recordId}/items`} dir="auto">
            {[item.title || t("batch.record.untitled"), item.volume].filter(Boolean).join(" ")}
          </a>,
          <bdi key="callNumber">{item.callNumber}</bdi>,
          ...(withPlace
            ? [<bdi key="place">{item.place?.name ?? "–"}</bdi>, <bdi key="owner">{item.owner}</bdi>]
            : []),
          <bdi key="shelf">{item.shelf}</bdi>,
          t(`item.status.${standing(item)}`),
        ],
      }))}
    />
  );
}
