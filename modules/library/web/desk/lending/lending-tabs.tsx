import { Tabs } from "#web/kit/list.tsx";
import { useText } from "#web/text.tsx";

const ways = [
  { id: "till", href: "/desk/till" },
  { id: "readers", href: "/desk/readers" },
  { id: "offline", href: "/desk/till/offline" },
  { id: "pull", href: "/desk/lending/pull" },
  { id: "shelf", href: "/desk/lending/shelf" },
  { id: "deliveries", href: "/desk/lending/deliveries" },
  { id: "sets", href: "/desk/lending/sets" },
  { id: "hopeless", href: "/desk/lending/hopeless" },
  { id: "astray", href: "/desk/lending/astray" },
  { id: "fees", href: "/desk/fees" },
  { id: "rules", href: "/desk/lending/rules" },
  { id: "what-if", href: "/desk/lending/what-if" },
  { id: "between", href: "/desk/between" },
] as const;

// texts: lending.way.*
/** The ways through 借还: the till, its readers, what is fetched, what stands ready, what nothing can fill, what went astray, what was paid; by what rules, and what they would say; what goes between houses. */
export function LendingTabs({ current }: { current: (typeof ways)[number]["id"] | null }) {
  const t = useText();
  return (
    <Tabs
      label={t("lending.title")}
      items={ways.map(({ id, href }) => ({
        href,
        label: t(`lending.way.${id}`),
        current: id === current,
      }))}
    />
  );
}
