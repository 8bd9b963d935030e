import { ButtonLink } from "#web/kit/button.tsx";
import { Tabs } from "#web/kit/list.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { Row, Rows } from "#web/kit/rows.tsx";
import { ShellDesk } from "#web/kit/shell.desk.tsx";
import { moment } from "#web/occasion.ts";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { publishingStates } from "#web/publishing.tsx";
import { usePage } from "#web/text.tsx";
import { listDeskCourses } from "../../courses/web/door.ts";
import { deskLists } from "../../library/web/door.ts";
import { placesInSteps } from "../../places/contract.ts";
import { listDeskEvents } from "../../programme/web/door.ts";

const limit = 50;
/** In the address of a next page: of these there are no more. */
const done = "done";
const ended = { items: [], next: null };

/** Places, events, courses and reading lists are lists with a cursor each. A next page goes on in all of them, so that nothing is left out or comes twice. */
export async function loader({ context, request }: LoadArgs) {
  const { call } = pageOf(context);
  const search = new URL(request.url).searchParams;
  const all = search.has("all");
  const after = (list: "places" | "events" | "courses" | "lists") => {
    const cursor = search.get(list);
    return { limit, ...(cursor && { cursor }) };
  };
  const which = all ? { unpublished: true } : { mine: true };
  const [places, events, courses, lists] = await Promise.all([
    search.get("places") === done
      ? ended
      : call(placesInSteps, { query: { mine: !all, ...after("places") } }),
    search.get("events") === done ? ended : call(listDeskEvents, { query: { ...which, ...after("events") } }),
    search.get("courses") === done
      ? ended
      : call(listDeskCourses, { query: { ...which, ...after("courses") } }),
    search.get("lists") === done ? ended : call(deskLists, { query: { ...which, ...after("lists") } }),
  ]);
  const cursors = new URLSearchParams({
    places: places.next ?? done,
    events: events.next ?? done,
    courses: courses.next ?? done,
    lists: lists.next ?? done,
  });
  const rows = [
    ...places.items.map((place) => ({
      ...place,
      kind: "place" as const,
      href: `/desk/places/${place.id}/publishing`,
    })),
    ...events.items.map((event) => ({
      ...event,
      kind: "event" as const,
      href: `/desk/events/${event.id}`,
    })),
    ...courses.items.map((course) => ({
      ...course,
      kind: "course" as const,
      href: `/desk/courses/${course.id}`,
    })),
    ...lists.items.map((list) => ({
      ...list,
      kind: "reading-list" as const,
      href: `/desk/lists/${list.id}`,
    })),
  ];
  return {
    all,
    rows: rows.toSorted((a, b) => b.changedAt.localeCompare(a.changedAt)),
    next: places.next || events.next || courses.next || lists.next ? `?${all ? "all&" : ""}${cursors}` : null,
  };
}

// texts: publishing.state.* front.publishing.kind.*
/** Everything on its way to the public, places, events, courses and reading lists in one list: what waits for me, or all of it. */
export default function DeskPublishing({ loaderData }: PageProps<typeof loader>) {
  const { all, rows, next } = loaderData;
  const { text: t, actor } = usePage();
  const can = (...roles: string[]) => roles.some((role) => actor.can.includes(role));
  return (
    <ShellDesk
      title={t("front.publishing.title")}
      section="publishing"
      actions={
        can("manager", "admin") && (
          <ButtonLink kind="quiet" href="/desk/review-rules">
            {t("place.review-rules.title")}
          </ButtonLink>
        )
      }
    >
      <div className="stack">
        <Tabs
          label={t("front.publishing.which")}
          items={[
            { href: "/desk/publishing", label: t("front.publishing.mine"), current: !all },
            { href: "/desk/publishing?all", label: t("front.publishing.all"), current: all },
          ]}
        />
        {rows.length === 0 ? (
          <Empty title={t(all ? "front.publishing.nothing" : "front.publishing.nothing-waits")}>
            {all ? (
              <a href="/desk/events/new">{t("desk.events.new")}</a>
            ) : (
              <a href="?all">{t("front.publishing.all")}</a>
            )}
          </Empty>
        ) : (
          <Rows label={t("front.publishing.title")}>
            {rows.map((row) => (
              <Row
                key={row.href}
                href={row.href}
                title={row.title}
                note={
                  row.scheduledFor
                    ? t("publishing.history.for", { at: moment(row.scheduledFor) })
                    : [t(`front.publishing.kind.${row.kind}`), row.organiser.name].join(" · ")
                }
                state={{
                  kind: publishingStates[row.state] ?? "closed",
                  word: t(`publishing.state.${row.state}`),
                }}
              />
            ))}
          </Rows>
        )}
        {next && (
          <p>
            <ButtonLink kind="quiet" href={`/desk/publishing${next}`}>
              {t("front.publishing.more")}
            </ButtonLink>
          </p>
        )}
      </div>
    </ShellDesk>
  );
}
