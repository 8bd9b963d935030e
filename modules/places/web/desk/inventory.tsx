import { Table } from "#web/kit/list.tsx";
import { useText } from "#web/text.tsx";

export interface ListedThing {
  id: string;
  name: string;
  category: string;
  tag: string | null;
  quantity: number;
  condition: string;
  /** The room it stands in, by name. */
  room: string | null;
  value: number | null;
}

export interface ListedRoom {
  id: string;
  name: string;
  capacity: number;
  areaM2: number | null;
}

interface ListProps<One> {
  caption: string;
  items: readonly One[];
  /** Where each is changed, if the reader may. */
  hrefOf?: ((one: One) => string) | undefined;
}

// texts: thing.category.* thing.condition.*

/** The things of a place and their sum: at the desk and on the paper of a hand-over the same. */
export function ThingTable({ caption, items, hrefOf }: ListProps<ListedThing>) {
  const t = useText();
  return (
    <>
      <Table
        caption={caption}
        hideCaption
        columns={[
          { key: "name", label: t("thing.name") },
          { key: "category", label: t("thing.category") },
          { key: "tag", label: t("thing.tag") },
          { key: "quantity", label: t("thing.quantity"), numeric: true },
          { key: "condition", label: t("thing.condition") },
          { key: "room", label: t("thing.room") },
          { key: "value", label: t("thing.value"), numeric: true },
        ]}
        rows={items.map((one) => ({
          key: one.id,
          cells: [
            nameOf(one, hrefOf),
            t(`thing.category.${one.category}`),
            one.tag ?? "—",
            t.formats.numberText(one.quantity),
            t(`thing.condition.${one.condition}`),
            one.room ?? t("thing.room.none"),
            one.value === null ? "—" : t.formats.numberText(one.value, 2),
          ],
        }))}
      />
      <p className="quiet">
        {t("thing.sum", {
          lines: items.length,
          things: items.reduce((sum, { quantity }) => sum + quantity, 0),
          value: t.formats.numberText(
            items.reduce((sum, { value }) => sum + (value ?? 0), 0),
            2,
          ),
        })}
      </p>
    </>
  );
}

/** The rooms of a place, with what they hold. */
export function RoomTable({ caption, items, hrefOf }: ListProps<ListedRoom>) {
  const t = useText();
  return (
    <Table
      caption={caption}
      hideCaption
      columns={[
        { key: "name", label: t("place.name") },
        { key: "capacity", label: t("place.desk.spaces.capacity"), numeric: true },
        { key: "area", label: t("place.desk.spaces.area"), numeric: true },
      ]}
      rows={items.map((one) => ({
        key: one.id,
        cells: [
          nameOf(one, hrefOf),
          t.formats.numberText(one.capacity),
          one.areaM2 === null ? "—" : t.formats.numberText(one.areaM2, 1),
        ],
      }))}
    />
  );
}

function nameOf<One extends { name: string }>(one: One, hrefOf: ListProps<One>["hrefOf"]) {
  return hrefOf ? (
    <a key="name" href={hrefOf(one)}>
      {one.name}
    </a>
  ) : (
    one.name
  );
}
