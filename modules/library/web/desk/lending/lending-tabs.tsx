import { Tabs } from "#web/kit/list.tsx";
import { useText } from "#web/text.tsx";

const ways = [
  { id: "rules", href: "/desk/lending/rules" },
  { id: "what-if", href: "/desk/lending/what-if" },
] as const;

// texts: lending.way.*
/** The ways through 借还: by what rules, and what they would say. */
export function LendingTabs({ current }: { current: (typeof ways)[number]["id"] }) {
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
