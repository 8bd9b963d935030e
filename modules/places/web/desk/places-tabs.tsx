import { Tabs } from "#web/kit/list.tsx";
import { useText } from "#web/text.tsx";

const ways = [
  ["places", "/desk/places"],
  ["network", "/desk/network"],
  ["handovers", "/desk/handovers"],
] as const;

// texts: place.desk.way.*

/** The ways through 场所: the register, the network it makes, places that change hands. */
export function PlacesTabs({ current }: { current: (typeof ways)[number][0] }) {
  const t = useText();
  return (
    <Tabs
      label={t("place.desk.ways")}
      items={ways.map(([id, href]) => ({ href, label: t(`place.desk.way.${id}`), current: id === current }))}
    />
  );
}
