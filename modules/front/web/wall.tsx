import type { AnswerOf } from "#contract";
import type { Text } from "#libs/texts";
import { MapFrame } from "#web/kit/section.tsx";
import { Alarms, Figure, ShellCity } from "#web/kit/shell.city.tsx";
import { day, moment } from "#web/occasion.ts";
import { type LoadArgs, type PageProps, pageOf } from "#web/page.ts";
import { usePage } from "#web/text.tsx";
import { cityWall } from "../contract.ts";

export function loader({ context }: LoadArgs) {
  return pageOf(context).call(cityWall, {});
}

type Wall = AnswerOf<typeof cityWall>;

/** Seconds between two readings: what is shown is never much older than a minute. */
const every = 60;

/** The city's wall: eight figures around the map, and below it what has to be seen to, with who is in charge. */
export default function CityWall({ loaderData }: PageProps<typeof loader>) {
  const { text: t, city } = usePage();
  const { at, asOf, figures, map, alarms, more } = loaderData;
  const shown = figures.map((figure) => <WallFigure key={figure.id} figure={figure} />);
  return (
    <ShellCity
      title={t("front.wall.title", { city: city.name })}
      asOf={
        asOf
          ? t("front.wall.as-of", { at: moment(at), counted: moment(asOf) })
          : t("front.wall.nothing-counted", { at: moment(at) })
      }
      every={every}
      start={shown.slice(0, 4)}
      end={shown.slice(4)}
      middle={
        <>
          <MapFrame
            {...(map && { svg: map })}
            instead={t("map.off")}
            more={{ href: "/map", label: t("front.wall.live-map") }}
          />
          <Alarms
            title={t("front.wall.alarms")}
            none={t("front.wall.no-alarms")}
            alarms={alarms.map((alarm) => ({
              what: alarmText(t, alarm),
              who: alarm.inCharge
                ? t("front.wall.in-charge", { name: alarm.inCharge })
                : t("front.wall.nobody"),
              href: alarm.href,
            }))}
            more={more > 0 ? t("front.wall.more", { count: more }) : null}
          />
        </>
      }
    />
  );
}

type FigureId = Wall["figures"][number]["id"];
type Own = "open-now" | "sessions-today" | "missed";

/** The wall's own figures; the others are counted by insight, which names them too. */
const isOwn = (id: FigureId): id is Own => id === "open-now" || id === "sessions-today" || id === "missed";

// texts: insight.metric.* insight.unit.* front.wall.figure.*
function WallFigure({ figure: { id, amount, unit, href, ...facts } }: { figure: Wall["figures"][number] }) {
  const { text: t } = usePage();
  return (
    <Figure
      label={isOwn(id) ? t(`front.wall.figure.${id}`) : t(`insight.metric.${id}`)}
      value={amount === null ? "—" : t.formats.numberText(amount)}
      unit={unit === "percent" ? t("front.wall.percent") : t(`insight.unit.${unit}`)}
      means={meaningOf(t, id, facts)}
      {...(href && { href })}
    />
  );
}

/** Period and definition, which every figure has under it. */
function meaningOf(
  t: Text,
  id: FigureId,
  { from, through, beside }: Pick<Wall["figures"][number], "from" | "through" | "beside">,
): string {
  const days: Record<string, ReturnType<typeof day>> = from && through
    ? { from: day(from), through: day(through) }
    : {};
  if (isOwn(id)) return t(`front.wall.figure.${id}.meaning`, { ...days, ...beside });
  const meaning = t(`insight.metric.${id}.meaning`);
  return from ? t("insight.counted", { ...days, meaning }) : t("front.wall.standing", { meaning });
}

// texts: front.wall.alarm.*
function alarmText(t: Text, { kind, count, since, organisation, title }: Wall["alarms"][number]): string {
  return t(`front.wall.alarm.${kind}`, {
    count,
    organisation: organisation?.name ?? "",
    title: title ?? t("front.wall.untitled"),
    ...(since && { since: moment(since) }),
  });
}
