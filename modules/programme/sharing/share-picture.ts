/** The picture of an event where its address is shared: its cover, and on quiet paper what, when and where. */
import { Temporal } from "temporal-polyfill";
import { coverSvg, pictureOf } from "#libs/covers";
import { type Ctx, textFor } from "#platform/ctx";
import { showEvent } from "../finding/show-event.ts";
import { sessionToShow } from "./session-to-show.ts";
import { type SheetRow, shareCover, shareInks, shareSheet } from "./share-sheet.ts";

/** A PNG of a published event. Always in the language it was written in: the faces pictures are set in have Han and Latin. */
export async function sharePicture(ctx: Ctx, id: string): Promise<Buffer> {
  const source: Ctx = { ...ctx, locale: "zh-CN" };
  const event = await showEvent(source, id);
  const text = textFor(source);
  const session = sessionToShow(event.sessions, ctx.clock());
  const [when, where] = [
    session &&
      text.formats.rangeText({
        from: Temporal.Instant.from(session.startsAt),
        to: Temporal.Instant.from(session.endsAt),
      }),
    session?.place?.name ?? event.place?.name ?? text(`event.mode.${event.mode}`),
  ];
  const rows: SheetRow[] = [
    { words: event.title, face: "song-600", size: 64, most: 3, colour: shareInks.ink, gap: 36 },
    ...(event.cancelledBecause
      ? [
          {
            words: text("event.cancelled"),
            face: "hei-600" as const,
            size: 34,
            most: 1,
            colour: shareInks.ink,
            gap: 18,
          },
        ]
      : []),
    ...(when
      ? [{ words: when, face: "hei-600" as const, size: 34, most: 2, colour: shareInks.river, gap: 18 }]
      : []),
    { words: where, face: "hei-400", size: 34, most: 2, colour: shareInks.ink, gap: 18 },
  ];
  const cover = coverSvg(pictureOf(event.title, event.series[0]?.family), { ...shareCover, id: "cover" });
  return shareSheet({ rows, foot: `${text("city.name")} · ${event.organiser.name}`, cover });
}
