import { Row, Rows } from "#web/kit/rows.tsx";
import { usePage } from "#web/text.tsx";

interface Found {
  id: string;
  name: string;
  place: string | null;
  /** Of a reading room: how many there are to pick from. */
  seats: number | null;
}

/** Rooms, seats and things that were found, each with where it is. */
export function RoomRows({ items }: { items: readonly Found[] }) {
  const { text: t } = usePage();
  return (
    <Rows>
      {items.map(({ id, name, place, seats }) => (
        <Row
          key={id + (seats ?? "")}
          href={seats === null ? `/rooms/${id}` : `/rooms/${id}/seats`}
          title={seats === null ? name : t("study-seats.at-place", { room: name, count: seats })}
          note={place ?? undefined}
        />
      ))}
    </Rows>
  );
}
