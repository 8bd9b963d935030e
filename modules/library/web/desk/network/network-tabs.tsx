import { Tabs } from "#web/kit/list.tsx";
import { useText } from "#web/text.tsx";

const ways = [
  { id: "today", href: "/desk/between" },
  { id: "rotations", href: "/desk/between/rotation" },
  { id: "floating", href: "/desk/between/floating" },
  { id: "statements", href: "/desk/between/statements" },
  { id: "members", href: "/desk/between/members" },
] as const;

// texts: between.way.*
/** The ways through 馆际流通: today's boxes, what stands elsewhere for a while, what floats, what houses did for one another, who belongs to it. */
export function NetworkTabs({ current }: { current: (typeof ways)[number]["id"] }) {
  const t = useText();
  return (
    <Tabs
      label={t("between.ways")}
      items={ways.map(({ id, href }) => ({ href, label: t(`between.way.${id}`), current: id === current }))}
    />
  );
}
