import { Temporal } from "temporal-polyfill";
import type { AnswerOf } from "#contract";
import { day as dayOf, moment } from "#web/occasion.ts";
import { usePage } from "#web/text.tsx";
import type { resourceDays } from "../../reserving/contract.ts";
import { dayAndTime } from "./times-form.ts";

type Day = AnswerOf<typeof resourceDays>["days"][number];
type CellState = "free" | "part" | "taken" | "past" | "shut" | "closed";

interface GridProps {
  days: readonly Day[];
  /** Where a free hour leads. */
  hrefOf: (day: string, time: string) => string;
  dayHref: (day: string) => string;
}

// texts: reserving.cell.* reserving.weekday.*
/** A week as hours, or fixed slots, and days: each cell says in a word whether it is free, and a free one leads to the form. */
export function WeekGrid({ days, hrefOf, dayHref }: GridProps) {
  const { text: t, city } = usePage();
  const rows = slotRows(days, city.zone) ?? hourRows(days, city.zone);
  if (rows.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="table-region" tabIndex={0} aria-label={t("reserving.grid")}>
      <table className="room-week">
        <caption className="unseen">{t("reserving.grid")}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">{t("reserving.hour")}</span>
            </th>
            {days.map(({ day }) => (
              <th key={day} scope="col">
                <a href={dayHref(day)}>
                  <span aria-hidden="true">
                    {t(`reserving.weekday.${dayOf(day).dayOfWeek}`)}
                    <br />
                    {dayOf(day).day}
                  </span>
                  <span className="unseen">{t.formats.dayText(dayOf(day))}</span>
                </a>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ time, states }) => (
            <tr key={time}>
              <th scope="row">{t.formats.timeText(Temporal.PlainTime.from(time))}</th>
              {days.map(({ day }, n) => {
                const state = states[n] ?? "closed";
                const word = t(`reserving.cell.${state}`);
                return (
                  <td key={day} className={`is-${state}`}>
                    {state === "free" ? (
                      <a href={hrefOf(day, time)}>
                        {word}
                        <span className="unseen">
                          {" "}
                          {t.formats.dayText(dayOf(day))} {t.formats.timeText(Temporal.PlainTime.from(time))}
                        </span>
                      </a>
                    ) : (
                      word
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface GridRow {
  time: string;
  /** Of each day. */
  states: CellState[];
}

function hourRows(days: readonly Day[], zone: string): GridRow[] {
  return hoursOpen(days, zone).map((hour) => ({
    time: `${String(hour).padStart(2, "0")}:00`,
    states: days.map(({ day, parts }) => cellState(parts, day, hour, zone)),
  }));
}

/** Slots of which one can be had on any of the days; null where there are none. */
function slotRows(days: readonly Day[], zone: string): GridRow[] | null {
  const first = days[0]?.slots;
  if (!first) return null;
  const rows = first.map(({ startsAt }, n) => ({
    time: dayAndTime(startsAt, zone).time,
    states: days.map(({ slots }): CellState => slots?.[n]?.state ?? "closed"),
  }));
  return rows.filter(({ states }) => states.some((state) => state !== "closed"));
}

/** Hours of the day in which it is open on any of the days. */
function hoursOpen(days: readonly Day[], zone: string): number[] {
  const open = new Set(
    days.flatMap(({ day, parts }) =>
      Array.from({ length: 24 }, (_, hour) => hour).filter((hour) =>
        parts.some((part) => overlapsHour(part, day, hour, zone)),
      ),
    ),
  );
  const sorted = [...open].toSorted((a, b) => a - b);
  const [first = 0] = sorted;
  const last = sorted.at(-1) ?? -1;
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => first + n);
}

function spanOf(day: string, hour: number, zone: string) {
  const from = dayOf(day).toZonedDateTime({ timeZone: zone, plainTime: { hour } }).toInstant();
  return { from, to: from.add({ hours: 1 }) };
}

function overlapsHour(part: Day["parts"][number], day: string, hour: number, zone: string): boolean {
  const { from, to } = spanOf(day, hour, zone);
  return (
    Temporal.Instant.compare(moment(part.startsAt), to) < 0 &&
    Temporal.Instant.compare(moment(part.endsAt), from) > 0
  );
}

/** Free only where all of the hour is. */
function cellState(parts: Day["parts"], day: string, hour: number, zone: string): CellState {
  const { from, to } = spanOf(day, hour, zone);
  const here = parts.filter((part) => overlapsHour(part, day, hour, zone));
  const [first] = here;
  if (!first) return "closed";
  const whole =
    here.length === 1 &&
    Temporal.Instant.compare(moment(first.startsAt), from) <= 0 &&
    Temporal.Instant.compare(moment(first.endsAt), to) >= 0;
  if (whole) return first.state;
  if (here.some(({ state }) => state === "free")) return "part";
  return (["shut", "taken"] as const).find((held) => here.some(({ state }) => state === held)) ?? "past";
}
