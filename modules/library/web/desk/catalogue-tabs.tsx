import { Tabs } from "#web/kit/list.tsx";
import { useText } from "#web/text.tsx";

const ways = [
  { id: "batches", href: "/desk/catalogue/batches" },
  { id: "likenesses", href: "/desk/catalogue/likenesses" },
  { id: "shelves", href: "/desk/catalogue/shelves" },
  { id: "stocktakes", href: "/desk/catalogue/stocktakes" },
  { id: "weedings", href: "/desk/catalogue/weedings" },
  { id: "editing", href: "/desk/catalogue/editing" },
  { id: "lists", href: "/desk/lists" },
  { id: "authorities", href: "/desk/catalogue/authorities" },
  { id: "classes", href: "/desk/catalogue/classes" },
  { id: "acquiring", href: "/desk/acquiring" },
  { id: "lending", href: "/desk/lending/pull" },
] as const;

// texts: catalogue.way.*

/** The ways through the catalogue for staff: what comes in, what may be the same, what stands on the shelves. */
export function CatalogueTabs({ current }: { current: (typeof ways)[number]["id"] }) {
  const t = useText();
  return (
    <Tabs
      label={t("catalogue.ways")}
      items={ways.map(({ id, href }) => ({
        href,
        label: t(`catalogue.way.${id}`),
        current: id === current,
      }))}
    />
  );
}
