import { EventList, EventRow } from "#web/kit/event-row.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { occasionTime } from "#web/occasion.ts";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { doorList } from "../contract.ts";

export async function loader({ context }: LoadArgs) {
  return pageOf(context).call(doorList, {});
}

/** Occasions whose door is open now or soon: the clerk picks one. */
export default function DoorList({ loaderData: { items, more } }: PageProps<typeof loader>) {
  const { text: t, city, actor } = usePage();
  return (
    <ShellDesk title={t("door.list.title")} section="counter">
      {items.length === 0 ? (
        <Empty title={t("door.list.empty")}>
          <a href="/desk/events">{t("door.list.empty.do")}</a>
        </Empty>
      ) : (
        <EventList label={t("door.list.title")}>
          {items.map(({ offer, about, expected, arrived, over }) => (
            <EventRow
              key={offer.id}
              level={2}
              href={`/desk/door/${offer.id}`}
              time={occasionTime(t, city.zone, offer)}
              title={about?.title ?? t("door.untitled")}
              place={about?.place?.name ?? ""}
              left={{
                kind: over ? "closed" : "open",
                word: t(over ? "door.list.over" : "door.arrived-of", { arrived, expected }),
              }}
            />
          ))}
        </EventList>
      )}
      {actor.can.includes("manager") && (
        <p>
          <a href="/desk/no-shows">{t("no-shows-desk.title")}</a>
        </p>
      )}
      {more && (
        <p>
          {t("door.list.more", { count: items.length })} <a href="/desk/events">{t("door.list.empty.do")}</a>
        </p>
      )}
    </ShellDesk>
  );
}
