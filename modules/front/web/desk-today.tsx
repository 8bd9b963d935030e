import { EventList, EventRow } from "#web/kit/event-row.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { Doors, Section } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { occasionTime } from "#web/occasion.ts";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { doorList } from "../../booking/contract.ts";

export async function loader({ context }: LoadArgs) {
  const { call, actor } = pageOf(context);
  const serves = actor.can.includes("clerk") || actor.can.includes("manager");
  return { doors: serves ? (await call(doorList, {})).items : [] };
}

/** The first screen of staff: what is on today, and the tasks. */
export default function DeskToday({ loaderData: { doors } }: PageProps<typeof loader>) {
  const { text: t, city, actor } = usePage();
  const can = (...roles: string[]) => roles.some((role) => actor.can.includes(role));
  return (
    <ShellDesk title={t("front.desk.title")} section="today">
      <Doors
        label={t("front.desk.tasks")}
        doors={[
          ...(can("clerk", "manager")
            ? [
                {
                  href: "/desk/door",
                  icon: "scan" as const,
                  word: t("front.desk.door"),
                  line: t("front.desk.door.line"),
                },
                {
                  href: "/desk/identity",
                  icon: "pass" as const,
                  word: t("front.desk.identity"),
                  line: t("front.desk.identity.line"),
                },
              ]
            : []),
          ...(can("clerk", "editor", "manager")
            ? [
                {
                  href: "/desk/openings",
                  icon: "clock" as const,
                  word: t("front.desk.openings"),
                  line: t("front.desk.openings.line"),
                },
              ]
            : []),
          {
            href: "/desk/events",
            icon: "ticket",
            word: t("front.desk.events"),
            line: t("front.desk.events.line"),
          },
          {
            href: "/desk/places",
            icon: "pin",
            word: t("front.desk.places"),
            line: t("front.desk.places.line"),
          },
          ...(can("manager", "admin")
            ? [
                {
                  href: "/desk/staff",
                  icon: "person" as const,
                  word: t("front.desk.staff"),
                  line: t("front.desk.staff.line"),
                },
              ]
            : []),
          ...(can("admin")
            ? [
                {
                  href: "/desk/holidays",
                  icon: "calendar" as const,
                  word: t("front.desk.holidays"),
                  line: t("front.desk.holidays.line"),
                },
              ]
            : []),
          ...(can("admin")
            ? [
                {
                  href: "/desk/audiences",
                  icon: "person" as const,
                  word: t("front.desk.audiences"),
                  line: t("front.desk.audiences.line"),
                },
              ]
            : []),
          { href: "/city", icon: "chart", word: t("front.desk.figures"), line: t("front.desk.figures.line") },
          ...(can("manager", "admin", "auditor")
            ? [
                {
                  href: "/city/wall",
                  icon: "kiosk" as const,
                  word: t("front.desk.wall"),
                  line: t("front.desk.wall.line"),
                },
              ]
            : []),
        ]}
      />
      <Section title={t("front.desk.doors")}>
        {doors.length === 0 ? (
          <Empty title={t("front.desk.no-doors")}>
            <a href="/desk/events">{t("front.desk.no-doors.do")}</a>
          </Empty>
        ) : (
          <EventList label={t("front.desk.doors")}>
            {doors.map(({ offer, about, expected, arrived }) => (
              <EventRow
                key={offer.id}
                href={`/desk/door/${offer.id}`}
                title={about?.title ?? t("front.my.untitled")}
                time={occasionTime(t, city.zone, offer)}
                place={about?.place?.name ?? ""}
                left={{ kind: "open", word: t("front.desk.arrived", { arrived, expected }) }}
              />
            ))}
          </EventList>
        )}
      </Section>
    </ShellDesk>
  );
}
