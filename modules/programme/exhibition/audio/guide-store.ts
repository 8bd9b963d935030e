/** SQL of audio guides. */
import type { Temporal } from "temporal-polyfill";
import type { Db, Tx } from "#platform/db";
import type { StopText } from "./contract.ts";
import type { AudioMedia } from "./media.ts";

export interface StopRow extends StopText {
  number: number;
}

export interface AudioRow {
  number: number;
  locale: string;
  sha256: string;
  media: AudioMedia;
  bytes: number;
}

export function stopsOf(db: Db, eventId: string): Promise<StopRow[]> {
  return db.many<StopRow>`
    select number, title, words, translations from programme.guide_stop where event_id = ${eventId} order by number`;
}

export function audioOf(db: Db, eventId: string): Promise<AudioRow[]> {
  return db.many<AudioRow>`
    select a.number, a.locale, a.sha256, f.media, f.bytes
      from programme.guide_audio a join programme.guide_file f using (sha256)
     where a.event_id = ${eventId} order by a.number, a.locale`;
}

/** Whether the guide of an event has a stop. */
export async function hasGuide(db: Db, eventId: string): Promise<boolean> {
  const row = await db.one<{ has: boolean }>`
    select exists (select from programme.guide_stop where event_id = ${eventId}) as has`;
  return row.has;
}

export async function insertStop(tx: Tx, eventId: string, number: number, text: StopText): Promise<void> {
  await tx.run`
    insert into programme.guide_stop (event_id, number, title, words, translations)
    values (${eventId}, ${number}, ${text.title}, ${text.words}, ${JSON.stringify(text.translations)})`;
}

/** Its recordings go along to another number. False when it is not there. */
export async function updateStop(
  tx: Tx,
  eventId: string,
  number: number,
  as: number,
  text: StopText,
): Promise<boolean> {
  const rows = await tx.run`
    update programme.guide_stop
       set number = ${as}, title = ${text.title}, words = ${text.words}, translations = ${JSON.stringify(text.translations)}
     where event_id = ${eventId} and number = ${number}`;
  return rows === 1;
}

export async function deleteStop(tx: Tx, eventId: string, number: number): Promise<boolean> {
  return (
    (await tx.run`delete from programme.guide_stop where event_id = ${eventId} and number = ${number}`) === 1
  );
}

/** Notes a recording that lies in the storage; from now on it is kept for a day, used or not. */
export async function noteFile(
  db: Db,
  file: { sha256: string; media: AudioMedia; bytes: number },
  now: Temporal.Instant,
): Promise<void> {
  await db.run`
    insert into programme.guide_file (sha256, media, bytes, handed_in_at)
    values (${file.sha256}, ${file.media}, ${file.bytes}, ${now})
        on conflict (sha256) do update set handed_in_at = excluded.handed_in_at`;
}

/** False when no such recording was handed in. */
export async function putAudioRow(
  tx: Tx,
  of: { eventId: string; number: number; locale: string },
  sha256: string,
): Promise<boolean> {
  const rows = await tx.run`
    insert into programme.guide_audio (event_id, number, locale, sha256)
    select ${of.eventId}, ${of.number}, ${of.locale}, sha256 from programme.guide_file where sha256 = ${sha256} for key share
        on conflict (event_id, number, locale) do update set sha256 = excluded.sha256`;
  return rows === 1;
}

export async function deleteAudio(
  tx: Tx,
  of: { eventId: string; number: number; locale: string },
): Promise<boolean> {
  const rows = await tx.run`
    delete from programme.guide_audio
     where event_id = ${of.eventId} and number = ${of.number} and locale = ${of.locale}`;
  return rows === 1;
}

/** A recording, and whether the guide of a published event uses it. */
export function fileToServe(
  db: Db,
  sha256: string,
): Promise<{ media: AudioMedia; bytes: number; public: boolean } | null> {
  return db.maybeOne<{ media: AudioMedia; bytes: number; public: boolean }>`
    select f.media, f.bytes, exists (
           select from programme.guide_audio a join programme.event e on e.id = a.event_id
            where a.sha256 = f.sha256 and e.state = 'published') as public
      from programme.guide_file f where f.sha256 = ${sha256}`;
}

/** The events whose guide uses a recording, as a permission needs them. */
export function eventsWith(db: Db, sha256: string): Promise<{ orgPath: string; jointOrgPaths: string[] }[]> {
  return db.many<{ orgPath: string; jointOrgPaths: string[] }>`
    select e.org_path, array(select j.org_path from programme.joint_organiser j where j.event_id = e.id) as joint_org_paths
      from programme.event e where e.id in (select event_id from programme.guide_audio where sha256 = ${sha256})`;
}

/** Forgets recordings that nothing used for a day. Answers their hashes; the rows are locked until the transaction ends. */
export async function forgetUnused(tx: Tx, before: Temporal.Instant): Promise<string[]> {
  const rows = await tx.many<{ sha256: string }>`
    delete from programme.guide_file f
     where f.handed_in_at < ${before} and not exists (select from programme.guide_audio a where a.sha256 = f.sha256)
    returning f.sha256`;
  return rows.map(({ sha256 }) => sha256);
}
