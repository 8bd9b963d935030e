import { Picks } from "#web/kit/picks.tsx";
import { Section } from "#web/kit/section.tsx";
import { State } from "#web/kit/state.tsx";
import { day, occasionTime } from "#web/occasion.ts";
import { usePage } from "#web/text.tsx";
import type { Admission, EventView, SessionView } from "../contract.ts";
import { admissionKinds } from "./rows.tsx";

export interface EntryDaysProps {
  entry: NonNullable<EventView["entry"]>;
  sessions: readonly Pick<
    SessionView,
    "id" | "entry" | "label" | "language" | "startsAt" | "endsAt" | "admission"
  >[];
  chosenId: string | null;
  /** Address of this page; a day is chosen by `?day=`. */
  href: string;
  /** Where a slot leads. */
  slotHref: (id: string) => string;
}

// texts: admission.* language.*
/** An exhibition with timed entry: first the day, then the time of that day, or a guided tour. */
export function EntryDays({ entry, sessions, chosenId, href, slotHref }: EntryDaysProps) {
  const { text: t, city } = usePage();
  const slots = sessions.filter((one) => one.entry === "slot");
  const tours = sessions.filter((one) => one.entry === "tour");
  const note = ({ state, left }: Admission) =>
    state === "open" && left !== null ? t("event.left", { left }) : t(`admission.${state}`);
  const timeOf = (one: { startsAt: string; endsAt: string }) => {
    const { from, to } = occasionTime(t, city.zone, one);
    return to ? `${from}–${to}` : from;
  };
  return (
    <Section title={t("entry.days")} id="entry">
      <div className="stack">
        <DayPicks entry={entry} href={href} />
        {slots.length > 0 && (
          <>
            <h3>{t("entry.slots", { day: day(entry.day) })}</h3>
            <Picks
              label={t("entry.slots", { day: day(entry.day) })}
              items={slots.map((slot) => ({
                href: slotHref(slot.id),
                label: timeOf(slot),
                note: note(slot.admission),
                current: slot.id === chosenId,
                spent: spent(slot.admission),
              }))}
            />
          </>
        )}
        {tours.length > 0 && (
          <>
            <h3>{t("entry.tours")}</h3>
            <ul className="plain stack-tight">
              {tours.map((tour) => (
                <li key={tour.id} className="row row-between">
                  <span>
                    <a href={slotHref(tour.id)} aria-current={tour.id === chosenId ? "true" : undefined}>
                      {t("entry.tour", { time: timeOf(tour), language: t(`language.${tour.language}`) })}
                    </a>
                    {tour.label && <span dir="auto"> {tour.label}</span>}
                  </span>
                  <State kind={admissionKinds[tour.admission.state]}>{note(tour.admission)}</State>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </Section>
  );
}

/** The days with slots to choose from, two weeks of them, and the way to more. */
export function DayPicks({ entry, href }: Pick<EntryDaysProps, "entry" | "href">) {
  const { text: t } = usePage();
  return (
    <>
      <Picks
        label={t("entry.days")}
        items={entry.days.map((one) => ({
          href: `${href}?day=${one.day}#entry`,
          label: t.formats.dayText(day(one.day)),
          current: one.day === entry.day,
          spent: spent(one.admission),
          ...(one.admission.state !== "open" && { note: t(`admission.${one.admission.state}`) }),
        }))}
      />
      {(entry.before || entry.after) && (
        <p className="row row-between">
          {entry.before && <a href={`${href}?day=${entry.before}#entry`}>{t("entry.before")}</a>}
          {entry.after && <a href={`${href}?day=${entry.after}#entry`}>{t("entry.after")}</a>}
        </p>
      )}
    </>
  );
}

const spent = ({ state }: Admission) => ["full", "closed", "over", "cancelled"].includes(state);

/** The day and session that the address of an event's page asks for; others do not disturb. */
export function askedDay(request: Request): { day?: string; session?: string } {
  const search = new URL(request.url).searchParams;
  const [wanted, session] = [search.get("day") ?? "", search.get("session") ?? ""];
  return {
    ...(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(wanted) && { day: wanted }),
    ...(/^[0-9a-f-]{36}$/.test(session) && { session }),
  };
}
