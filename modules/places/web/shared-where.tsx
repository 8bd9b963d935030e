import { day } from "#web/occasion.ts";
import { useText } from "#web/text.tsx";

export interface SharedWhereProps {
  rooms: string;
  hours: string;
  since: string;
  until: string | null;
}

/** Where, when and until when a place is used by others too, under what for. */
export function SharedWhere({ rooms, hours, since, until }: SharedWhereProps) {
  const t = useText();
  const words = [rooms, hours].filter((word) => word !== "");
  return (
    <span className="quiet small sub-line">
      {words.length > 0 && <bdi>{t.formats.listText(words)}</bdi>}
      {words.length > 0 && " · "}
      {until === null
        ? t("sharing.since", { day: t.formats.fullDayText(day(since)) })
        : t("sharing.from-to", {
            from: t.formats.fullDayText(day(since)),
            to: t.formats.fullDayText(day(until).subtract({ days: 1 })),
          })}
    </span>
  );
}
