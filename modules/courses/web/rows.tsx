import { EventList, EventRow } from "#web/kit/event-row.tsx";
import { moment, occasionTime } from "#web/occasion.ts";
import { usePage } from "#web/text.tsx";
import { admissionKinds } from "../../programme/web/door.ts";
import type { ClassRow } from "../contract.ts";

/** For whom by age, in a word; nothing where it is open. */
export function useAges() {
  const { text: t } = usePage();
  return ({ ageFrom, ageTo }: Pick<ClassRow, "ageFrom" | "ageTo">): string | null => {
    if (ageFrom !== null && ageTo !== null) return t("class.ages", { from: ageFrom, to: ageTo });
    if (ageFrom !== null) return t("class.ages-from", { from: ageFrom });
    return ageTo === null ? null : t("class.ages-to", { to: ageTo });
  };
}

/** When most lessons are, in a word. */
export function useWhen() {
  const { text: t } = usePage();
  return ({ evening, weekend }: Pick<ClassRow, "evening" | "weekend">): string | null =>
    evening && weekend
      ? t("class.weekend-evening")
      : evening
        ? t("class.evening")
        : weekend
          ? t("class.weekend")
          : null;
}

const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

// texts: place.weekday.*
/** On which days of the week lessons are, and when, which `days` leaves out; null where each is at a time of its own. */
export function useRhythm({ days: bare }: { days?: true } = {}) {
  const { text: t } = usePage();
  return ({ rhythms }: Pick<ClassRow, "rhythms">): string | null => {
    const steady = rhythms.filter(({ count }) => count > 1);
    const alike = Map.groupBy(steady, ({ from, to, weeks }) => (bare ? weeks : `${from} ${to} ${weeks}`));
    const said = [...alike.values()].flatMap((those) => {
      const [one] = those;
      if (!one) return [];
      const days = those
        .toSorted((a, b) => a.weekday - b.weekday)
        .map(({ weekday }) => t(`place.weekday.${weekdays[weekday - 1] ?? "mon"}`));
      const values = { days: t.formats.listText([...new Set(days)]), weeks: one.weeks };
      const said = t(one.weeks === 1 ? "class.every-week" : "class.every-weeks", values);
      return [bare ? said : `${said} ${one.from}–${one.to}`];
    });
    return said.length > 0 ? t.formats.listText(said) : null;
  };
}

// texts: class.admission.* class.mode.*
/** Classes as rows: the first lesson, what and where, how one gets in. */
export function ClassRows({
  label,
  items,
  titled = true,
  level = titled ? 2 : 3,
}: {
  label: string;
  items: readonly ClassRow[];
  /** On the page of the course its title is not said again. */
  titled?: boolean;
  /** Of the headings. */
  level?: 2 | 3;
}) {
  const { text: t, city } = usePage();
  const [agesOf, whenOf, rhythmOf] = [useAges(), useWhen(), useRhythm({ days: true })];
  return (
    <EventList label={label}>
      {items.map((row) => (
        <EventRow
          key={row.id}
          href={`/classes/${row.id}`}
          level={level}
          title={titled ? row.title : row.term}
          lang={titled && row.lang !== t.locale ? row.lang : undefined}
          time={occasionTime(t, city.zone, {
            startsAt: row.startsAt,
            endsAt: moment(row.startsAt).add({ minutes: row.minutes }).toString(),
          })}
          place={row.place?.name ?? t(`class.mode.${row.mode}`)}
          series={[
            titled ? row.term : null,
            rhythmOf(row),
            t("class.lessons", { count: row.lessons }),
            agesOf(row),
          ]
            .filter(Boolean)
            .join(" · ")}
          mark={whenOf(row) ?? undefined}
          left={{
            kind: row.draw?.takesEntries ? "open" : admissionKinds[row.admission.state],
            word: t(row.draw?.takesEntries ? "class.draw-open" : `class.admission.${row.admission.state}`),
            ...(row.admission.state === "open" &&
              row.admission.left !== null && { count: row.admission.left }),
          }}
        />
      ))}
    </EventList>
  );
}
