import { Tabs } from "#web/kit/list.tsx";
import { useText } from "#web/text.tsx";

const ways = [
  { id: "today", href: "/desk/acquiring" },
  { id: "wishes", href: "/desk/acquiring/wishes" },
  { id: "orders", href: "/desk/acquiring/orders" },
  { id: "serials", href: "/desk/acquiring/serials" },
  { id: "money", href: "/desk/acquiring/money" },
] as const;

// texts: acquiring.way.*
/** The ways through 采访: what wants attention, what readers want, what is ordered, what comes by subscription, what it is paid from. */
export function AcquiringTabs({ current }: { current: (typeof ways)[number]["id"] }) {
  const t = useText();
  return (
    <Tabs
      label={t("acquiring.title")}
      items={ways.map(({ id, href }) => ({
        href,
        label: t(`acquiring.way.${id}`),
        current: id === current,
      }))}
    />
  );
}
