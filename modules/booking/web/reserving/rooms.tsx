import type { AnswerOf } from "#contract";
import { Button } from "#web/kit/button.tsx";
import { DateField, Field, Select } from "#web/kit/field.tsx";
import { Form } from "#web/kit/form.tsx";
import { Empty } from "#web/kit/notice.tsx";
import { Section } from "#web/kit/section.tsx";
import { ShellPortal } from "#web/kit/shell.portal.tsx";
import { Tag } from "#web/kit/state.tsx";
import { day as dayOf, moment } from "#web/occasion.ts";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { reservableResources } from "../../reserving/contract.ts";

export async function loader({ context, request }: LoadArgs) {
  const query = new URL(request.url).searchParams;
  const asked = (name: string) => query.get(name)?.trim() || undefined;
  const people = Number(asked("people"));
  const day = asked("day");
  const filters = {
    q: asked("q"),
    place: asked("place"),
    equipment: asked("equipment"),
    ...(people > 0 && { people: Math.floor(people) }),
    ...(day && { day }),
  };
  const given = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
  return { rooms: await pageOf(context).call(reservableResources, { query: given }), filters };
}

// texts: place.equipment.*
/** 场地预约: what can be reserved, and what is free of it on a day. */
export default function RoomsPage({ loaderData: { rooms, filters } }: PageProps<typeof loader>) {
  const { text: t } = usePage();
  const places = Map.groupBy(rooms.items, ({ place }) => place?.id ?? "");
  return (
    <ShellPortal title={t("reserving.rooms")} description={t("reserving.rooms.lead")} section="rooms">
      <div className="stack">
        <h1>{t("reserving.rooms")}</h1>
        <p>{t("reserving.rooms.lead")}</p>
        <Form method="get" label={t("reserving.filter")}>
          {filters.place && <input type="hidden" name="place" value={filters.place} />}
          <Field name="q" type="search" label={t("reserving.find-words")} value={filters.q} optional />
          <DateField name="day" label={t("reserving.day")} value={rooms.day} optional />
          <Field
            name="people"
            label={t("reserving.people-at-least")}
            type="number"
            min={1}
            chars={4}
            value={filters.people}
            optional
          />
          {rooms.equipment.length > 0 && (
            <Select
              name="equipment"
              label={t("reserving.equipment")}
              empty={t("reserving.any")}
              options={rooms.equipment.map((code) => ({ value: code, label: t(`place.equipment.${code}`) }))}
              value={filters.equipment}
              optional
            />
          )}
          <p className="row">
            <Button kind="quiet" icon="search">
              {t("reserving.show")}
            </Button>
            {(filters.q || filters.place || filters.people || filters.equipment) && (
              <a href="/rooms">{t("reserving.show-all")}</a>
            )}
          </p>
        </Form>
      </div>
      {rooms.reading.length > 0 && (
        <Section title={t("study-seats.reading")}>
          <ul className="plain stack-tight">
            {rooms.reading.map((one) => (
              <li key={one.id}>
                <a href={`/rooms/${one.id}/seats`}>
                  <bdi>
                    {one.place ? t("reserving.room-at", { room: one.name, place: one.place.name }) : one.name}
                  </bdi>
                </a>{" "}
                {t("study-seats.count", { count: one.seats })}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {rooms.items.length + rooms.reading.length === 0 && (
        <Empty title={t("reserving.rooms.none")}>
          <a href="/rooms">{t("reserving.rooms.none.do")}</a>
        </Empty>
      )}
      {[...places.values()].map((some) => (
        <Section
          key={some[0]?.place?.id ?? ""}
          title={some[0]?.place?.name ?? ""}
          {...(some[0]?.place && {
            more: { href: `/places/${some[0].place.id}`, label: t("reserving.to-place") },
          })}
        >
          <ul className="plain stack">
            {some.map((room) => (
              <OneRoom key={room.id} room={room} day={rooms.day} />
            ))}
          </ul>
        </Section>
      ))}
      {rooms.more && <p className="quiet">{t("reserving.rooms.more")}</p>}
    </ShellPortal>
  );
}

function OneRoom({
  room,
  day,
}: {
  room: AnswerOf<typeof reservableResources>["items"][number];
  day: string;
}) {
  const { text: t } = usePage();
  return (
    <li className="card stack-tight">
      <h3>
        <a href={`/rooms/${room.id}?from=${day}&day=${day}`}>
          <bdi>{room.name}</bdi>
        </a>
      </h3>
      <p className="row">
        {room.capacity !== null && <span>{t("place.spaces.capacity", { capacity: room.capacity })}</span>}
        {room.equipment.length > 0 && (
          <span>{t.formats.listText(room.equipment.map((code) => t(`place.equipment.${code}`)))}</span>
        )}
        {room.rules.approval.length > 0 && <Tag>{t("reserving.needs-approval")}</Tag>}
        {room.demo && <Tag>{t("place.demo")}</Tag>}
      </p>
      <p>
        {room.free.length > 0
          ? t("reserving.free-on", {
              day: dayOf(day),
              times: t.formats.listText(
                room.free.map(
                  ({ startsAt, endsAt }) =>
                    `${t.formats.timeText(moment(startsAt))}–${endText(t, moment(endsAt))}`,
                ),
              ),
            })
          : t(room.closed ? "reserving.closed-on" : "reserving.none-free-on", { day: dayOf(day) })}
      </p>
    </li>
  );
}

/** An end with the day is at 24:00. */
export function endText(t: ReturnType<typeof usePage>["text"], at: ReturnType<typeof moment>): string {
  const text = t.formats.timeText(at);
  return text === "00:00" ? "24:00" : text;
}
