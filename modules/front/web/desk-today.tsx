import { EventList, EventRow } from "#web/kit/event-row.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { Row, Rows } from "#web/kit/rows.tsx";
import { Doors, Section } from "#web/kit/section.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { moment, occasionTime } from "#web/occasion.ts";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { doorList } from "../../booking/contract.ts";
import { listDeskCourses } from "../../courses/web/door.ts";
import { deskLists } from "../../library/web/door.ts";
import { me, ownCovers } from "../../people/contract.ts";
import { placesInSteps } from "../../places/contract.ts";
import { listDeskEvents } from "../../programme/web/door.ts";
import { deskToday } from "../contract.ts";

const mostWaiting = 8;

export async function loader({ context }: LoadArgs) {
  const { call, actor } = pageOf(context);
  const has = (...roles: string[]) => roles.some((role) => actor.can.includes(role));
  const works = has("editor", "reviewer", "publisher", "manager");
  const [covers, account, lines, doors, waiting, places, courses, lists] = await Promise.all([
    call(ownCovers, {}),
    call(me, {}),
    call(deskToday, {}),
    has("clerk", "manager") ? call(doorList, {}) : null,
    works ? call(listDeskEvents, { query: { mine: true, limit: mostWaiting } }) : null,
    works ? call(placesInSteps, { query: { mine: true, limit: mostWaiting } }) : null,
    works ? call(listDeskCourses, { query: { mine: true, limit: mostWaiting } }) : null,
    works ? call(deskLists, { query: { mine: true, limit: mostWaiting } }) : null,
  ]);
  return {
    doors: doors?.items ?? null,
    moreDoors: doors?.more ?? false,
    waiting: [
      ...(places?.items ?? []).map((place) => ({ ...place, href: `/desk/places/${place.id}/publishing` })),
      ...(waiting?.items ?? []).map((event) => ({ ...event, href: `/desk/events/${event.id}` })),
      ...(courses?.items ?? []).map((course) => ({ ...course, href: `/desk/courses/${course.id}` })),
      ...(lists?.items ?? []).map((list) => ({ ...list, href: `/desk/lists/${list.id}` })),
    ],
    moreWaiting: Boolean(places?.next || waiting?.next || courses?.next || lists?.next),
    toDo: lines.items.filter(({ kind }) => kind === "do"),
    toKnow: lines.items.filter(({ kind }) => kind === "know"),
    covers: covers.items.filter(({ running }) => running),
    self: account.account,
    unread: account.unread,
  };
}

// texts: publishing.state.*
/** The first screen of staff: what waits for this person, what is on today, and the tasks; nothing that is not theirs. */
export default function DeskToday({ loaderData }: PageProps<typeof loader>) {
  const { doors, moreDoors, waiting, moreWaiting, toDo, toKnow, covers, self, unread } = loaderData;
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
          ...(can("clerk")
            ? [
                {
                  href: "/desk/helping",
                  icon: "volunteer" as const,
                  word: t("front.desk.helping"),
                  line: t("front.desk.helping.line"),
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
          ...(can("clerk", "editor", "reviewer", "publisher", "manager", "auditor")
            ? [
                {
                  href: "/desk/events",
                  icon: "ticket" as const,
                  word: t("front.desk.events"),
                  line: t("front.desk.events.line"),
                },
              ]
            : []),
          ...(can("clerk", "editor", "manager")
            ? [
                {
                  href: "/desk/courses",
                  icon: "course" as const,
                  word: t("front.desk.courses"),
                  line: t("front.desk.courses.line"),
                },
              ]
            : []),
          ...(can("clerk", "editor", "reviewer", "publisher", "manager", "auditor")
            ? [
                {
                  href: "/desk/catalogue/batches",
                  icon: "book" as const,
                  word: t("front.desk.library"),
                  line: t("front.desk.library.line"),
                },
              ]
            : []),
          ...(can("clerk", "editor", "manager")
            ? [
                {
                  href: "/desk/places",
                  icon: "pin" as const,
                  word: t("front.desk.places"),
                  line: t("front.desk.places.line"),
                },
              ]
            : []),
          ...(can("manager", "admin", "auditor")
            ? [
                {
                  href: "/desk/staff",
                  icon: "person" as const,
                  word: t("front.desk.staff"),
                  line: t("front.desk.staff.line"),
                },
              ]
            : []),
          ...(can("manager", "admin", "auditor")
            ? [
                {
                  href: "/desk/notices",
                  icon: "bell" as const,
                  word: t("front.desk.notices"),
                  line: t("front.desk.notices.line"),
                },
              ]
            : []),
          ...(can("manager", "admin")
            ? [
                {
                  href: "/desk/eligibility",
                  icon: "check" as const,
                  word: t("front.desk.eligibility"),
                  line: t("front.desk.eligibility.line"),
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
          ...(can("admin")
            ? [
                {
                  href: "/desk/review-rules",
                  icon: "check" as const,
                  word: t("front.desk.review-rules"),
                  line: t("front.desk.review-rules.line"),
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
      {(waiting.length > 0 || toDo.length > 0 || covers.length > 0 || unread > 0) && (
        <Section title={t("front.desk.waiting")}>
          <Rows label={t("front.desk.waiting")}>
            {waiting.map((thing) => (
              <Row
                key={thing.id}
                href={thing.href}
                title={thing.title}
                note={thing.organiser.name}
                state={{ kind: "soon", word: t(`publishing.state.${thing.state}`) }}
              />
            ))}
            {moreWaiting && <Row href="/desk/publishing" title={t("front.desk.waiting.more")} />}
            {toDo.map(({ href, text }) => (
              <Row key={`${href} ${text}`} href={href} title={text} />
            ))}
            {covers.map((cover) => (
              <Row
                key={cover.id}
                href="/desk/account#cover"
                title={
                  cover.standIn.account === self
                    ? t("cover.for", { name: cover.covered.name })
                    : t("cover.by", { name: cover.standIn.name })
                }
                note={t("front.desk.until", { at: moment(cover.to) })}
                state={{ kind: "moment", word: t("cover.running") }}
              />
            ))}
            {unread > 0 && <Row href="/my/messages" title={t("front.desk.unread", { count: unread })} />}
          </Rows>
        </Section>
      )}
      {toKnow.length > 0 && (
        <Section title={t("front.desk.to-know")}>
          <Rows label={t("front.desk.to-know")}>
            {toKnow.map(({ href, text }) => (
              <Row key={`${href} ${text}`} href={href} title={text} />
            ))}
          </Rows>
        </Section>
      )}
      {doors && (
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
          {moreDoors && (
            <p>
              {t("door.list.more", { count: doors.length })}{" "}
              <a href="/desk/events">{t("front.desk.no-doors.do")}</a>
            </p>
          )}
        </Section>
      )}
    </ShellDesk>
  );
}
