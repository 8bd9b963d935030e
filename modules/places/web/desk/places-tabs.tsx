import { Tabs } from "#web/kit/list.tsx";
import { usePage } from "#web/text.tsx";

const ways = [
  { id: "places", href: "/desk/places", for: ["clerk", "editor", "publisher", "manager"] },
  { id: "network", href: "/desk/network", for: null },
  { id: "handovers", href: "/desk/handovers", for: ["clerk", "editor", "manager", "admin", "auditor"] },
  { id: "exchange", href: "/desk/exchange", for: ["manager", "admin"] },
] as const;

// texts: place.desk.way.*

/** The ways through 场所 as far as the reader may: the register, the network it makes, hand-overs, tables in and out. */
export function PlacesTabs({ current }: { current: (typeof ways)[number]["id"] }) {
  const { text: t, actor } = usePage();
  const open = ways.filter((way) => way.for === null || way.for.some((role) => actor.can.includes(role)));
  return (
    <Tabs
      label={t("place.desk.ways")}
      items={open.map(({ id, href }) => ({
        href,
        label: t(`place.desk.way.${id}`),
        current: id === current,
      }))}
    />
  );
}
