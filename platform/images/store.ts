/** SQL of images and of the files they are shown as. */
import type { Temporal } from "temporal-polyfill";
import { type Db, locks, type Tx } from "../db/index.ts";
import type { ImageMedia } from "./derive.ts";

export interface ImageRow {
  id: string;
  width: number;
  height: number;
  master: string;
}

export interface FileRow {
  media: ImageMedia;
  width: number;
  height: number;
  sha256: string;
  bytes: number;
}

export async function insertImage(tx: Tx, row: ImageRow & { madeAt: Temporal.Instant }): Promise<void> {
  await tx.run`
    insert into platform.image (id, width, height, master, made_at)
    values (${row.id}, ${row.width}, ${row.height}, ${row.master}, ${row.madeAt})`;
}

/** Puts these files in place of what the image was shown as. */
export async function putFiles(tx: Tx, image: string, files: readonly FileRow[]): Promise<void> {
  const of = <K extends keyof FileRow>(name: K) => files.map((file) => file[name]);
  await tx.run`delete from platform.image_file where image = ${image}`;
  await tx.run`
    insert into platform.image_file (image, media, width, height, sha256, bytes)
    select ${image}::uuid, media, width, height, sha256, bytes
      from unnest(${of("media")}::text[], ${of("width")}::int[], ${of("height")}::int[], ${of("sha256")}::text[], ${of("bytes")}::int[])
           as n(media, width, height, sha256, bytes)`;
}

/** The image, locked until the transaction ends, or null. */
export function lockImage(tx: Tx, id: string): Promise<ImageRow | null> {
  return tx.maybeOne<ImageRow>`select id, width, height, master from platform.image where id = ${id} for update`;
}

/** Files of these images, narrow ones first. */
export function filesOf(db: Db, images: readonly string[]): Promise<(FileRow & { image: string })[]> {
  return db.many`
    select image, media, width, height, sha256, bytes from platform.image_file
     where image = any(${images}::uuid[]) order by image, width, media`;
}

/** Images by id. Unknown ids are missing from the answer. */
export function imageRows(db: Db, ids: readonly string[]): Promise<ImageRow[]> {
  return db.many<ImageRow>`select id, width, height, master from platform.image where id = any(${ids}::uuid[])`;
}

/** All images after one, in the order of their making: for making everything again. */
export function imagesAfter(db: Db, after: string | null, limit: number): Promise<{ id: string }[]> {
  return db.many<{ id: string }>`
    select id from platform.image where ${after}::uuid is null or id > ${after}::uuid order by id limit ${limit}`;
}

export async function deleteImage(tx: Tx, id: string): Promise<void> {
  await tx.run`delete from platform.image where id = ${id}`;
}

/** What a shown file is, or null when nothing is shown under this hash any more. */
export function shownFile(db: Db, sha256: string): Promise<{ media: ImageMedia; bytes: number } | null> {
  return db.maybeOne<{ media: ImageMedia; bytes: number }>`
    select media, bytes from platform.image_file where sha256 = ${sha256} limit 1`;
}

/** Those of the hashes that no image needs. */
export async function unneeded(tx: Tx, hashes: readonly string[]): Promise<string[]> {
  const rows = await tx.many<{ sha256: string }>`
    select h.sha256 from unnest(${hashes}::text[]) h(sha256)
     where not exists (select from platform.image i where i.master = h.sha256)
       and not exists (select from platform.image_file f where f.sha256 = h.sha256)`;
  return rows.map(({ sha256 }) => sha256);
}

/** Nobody stores or drops files with these hashes until the transaction ends: what is dropped must not have just come back. */
export async function lockHashes(tx: Tx, hashes: readonly string[]): Promise<void> {
  await tx.run`
    select pg_advisory_xact_lock(${locks.imageHash}, hashtext(sha256))
      from (select distinct sha256 from unnest(${hashes}::text[]) h(sha256) order by sha256) sorted`;
}
