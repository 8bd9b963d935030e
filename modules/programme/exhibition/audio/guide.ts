/** Audio guides: shown to visitors, written at the desk. What a stop is told by ear it is told in words too. */
import { audit } from "#platform/audit";
import type { Ctx, TxCtx } from "#platform/ctx";
import { found, invalid, notFound, refused } from "#platform/errors";
import { announce } from "#platform/events";
import * as store from "../../event-store.ts";
import { sourceLang, titleIn } from "../../finding/words.ts";
import { newsOf } from "../../publishing/news.ts";
import { mostStops, type Stop, type StopText } from "./contract.ts";
import * as guideStore from "./guide-store.ts";

/** The guide of a published exhibition, each stop in the reader's language where it is told in it. */
export async function showGuide(
  ctx: Ctx,
  id: string,
): Promise<{ title: string; lang: string; stops: Stop[] }> {
  const event = found(await store.event(ctx.db, id), "event", id);
  if (event.state !== "published") throw notFound("event", id);
  const audio = Map.groupBy(await guideStore.audioOf(ctx.db, id), ({ number }) => number);
  const stops = await guideStore.stopsOf(ctx.db, id);
  if (stops.length === 0) throw notFound("guide", id);
  return {
    ...titleIn(event, ctx.locale),
    stops: stops.map((row) => {
      const heard = audio.get(row.number) ?? [];
      const own =
        heard.find(({ locale }) => locale === ctx.locale) ??
        heard.find(({ locale }) => locale === sourceLang);
      return { number: row.number, ...toldIn(row, ctx.locale), audio: own ? audioView(own) : null };
    }),
  };
}

/** As it is written, for the desk. */
export async function deskGuide(ctx: Ctx, id: string) {
  const event = found(await store.event(ctx.db, id), "event", id);
  const audio = Map.groupBy(await guideStore.audioOf(ctx.db, id), ({ number }) => number);
  const stops = await guideStore.stopsOf(ctx.db, id);
  return {
    title: event.title,
    public: event.state === "published",
    stops: stops.map(({ number, ...text }) => ({
      number,
      text,
      audio: (audio.get(number) ?? []).map(audioView),
    })),
  };
}

/** Adds a stop. Refuses what is no exhibition, a number that another stop has, and more stops than one listens to. */
export async function addStop(
  ctx: TxCtx,
  { id, number, text }: { id: string; number: number; text: StopText },
): Promise<{ number: number }> {
  const event = await lockedExhibition(ctx, id);
  const stops = await guideStore.stopsOf(ctx.db, id);
  if (stops.length >= mostStops) throw refused("guide.full", { max: mostStops });
  refuseTaken(stops, number);
  await guideStore.insertStop(ctx.db, id, number, text);
  await changed(ctx, event, { stop: number });
  return { number };
}

/** Writes a stop anew, under this number or another one. */
export async function editStop(
  ctx: TxCtx,
  { id, number, as, text }: { id: string; number: number; as: number; text: StopText },
): Promise<{ number: number }> {
  const event = await lockedExhibition(ctx, id);
  if (as !== number) refuseTaken(await guideStore.stopsOf(ctx.db, id), as);
  if (!(await guideStore.updateStop(ctx.db, id, number, as, text)))
    throw notFound("guide-stop", String(number));
  await changed(ctx, event, { stop: as, ...(as !== number && { before: number }) });
  return { number: as };
}

function refuseTaken(stops: readonly { number: number }[], number: number): void {
  if (stops.some((one) => one.number === number))
    throw invalid([{ field: "/body/number", id: "guide.number-taken" }]);
}

/** Takes a stop out. */
export async function dropStop(ctx: TxCtx, id: string, number: number): Promise<void> {
  const event = await lockedExhibition(ctx, id);
  if (!(await guideStore.deleteStop(ctx.db, id, number))) throw notFound("guide-stop", String(number));
  await changed(ctx, event, { stop: number, dropped: true });
}

interface Recording {
  id: string;
  number: number;
  locale: string;
}

/** Puts a recording to a stop. */
export async function putAudio(
  ctx: TxCtx,
  { id, number, locale, sha256 }: Recording & { sha256: string },
): Promise<void> {
  const event = await lockedExhibition(ctx, id);
  const stops = await guideStore.stopsOf(ctx.db, id);
  if (!stops.some((one) => one.number === number)) throw notFound("guide-stop", String(number));
  if (!(await guideStore.putAudioRow(ctx.db, { eventId: id, number, locale }, sha256)))
    throw invalid([{ field: "/body/sha256", id: "guide.no-file" }]);
  await changed(ctx, event, { stop: number, locale, sha256 });
}

/** Takes a recording away; its file goes when nothing uses it any more. */
export async function dropAudio(ctx: TxCtx, { id, number, locale }: Recording): Promise<void> {
  const event = await lockedExhibition(ctx, id);
  if (!(await guideStore.deleteAudio(ctx.db, { eventId: id, number, locale })))
    throw notFound("guide-audio", locale);
  await changed(ctx, event, { stop: number, locale, dropped: true });
}

async function lockedExhibition(ctx: TxCtx, id: string): Promise<store.Event> {
  const event = found(await store.lockEvent(ctx.db, id), "event", id);
  if (event.kind !== "exhibition") throw refused("guide.exhibition-only");
  return event;
}

async function changed(ctx: TxCtx, event: store.Event, detail: Record<string, unknown>): Promise<void> {
  await audit(ctx, { what: "event.guide-changed", on: { kind: "event", id: event.id }, detail });
  if (event.state !== "published") return;
  const news = await newsOf(ctx.db, event);
  await announce(ctx, "event.changed", { ...news, sessionIds: [], what: ["guide"] });
}

const extensions = { "audio/mpeg": "mp3", "audio/mp4": "m4a", "audio/ogg": "ogg" } as const;

const audioView = ({ locale, sha256, media, bytes }: guideStore.AudioRow) => ({
  // A constraint of the table holds it to these.
  locale: locale as NonNullable<Stop["audio"]>["locale"],
  href: `/guide-audio/${sha256}.${extensions[media]}`,
  media,
  bytes,
});

function toldIn({ title, words, translations }: StopText, locale: string) {
  const told = Object.entries(translations).find(([code]) => code === locale)?.[1];
  return told ? { ...told, lang: locale } : { title, words, lang: sourceLang };
}
