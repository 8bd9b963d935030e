/** The picture of its own that a reading list may have. */
import type { TxCtx } from "#platform/ctx";
import type { Db } from "#platform/db";
import { invalid } from "#platform/errors";
import { forgetImage, keepImage, readyImage, type ShownImage, shownImages } from "#platform/images";
import * as store from "./list-store.ts";
import { changed, listToChange } from "./write-list.ts";

interface CoverAsked {
  id: string;
  version: number;
  /** Null takes it away; without a file the picture stays and its words change. `file`: its bytes in base64. */
  cover: { file?: string; alt: string } | null;
  reason?: string;
}

/** Puts, changes or takes away a list's picture; one that is replaced is erased with its files. */
export async function putListCover(ctx: TxCtx, { id, version, cover, reason }: CoverAsked) {
  // Before the lock: it takes seconds.
  const ready = cover?.file ? await readyImage(Buffer.from(cover.file, "base64"), "/body/cover/file") : null;
  const before = await listToChange(ctx, { id, version, reason });
  if (cover && !ready && !before.cover) throw invalid([{ field: "/body/cover/file", id: "missing" }]);
  const kept = ready ? (await keepImage(ctx, ready)).id : before.cover;
  const next = await store.setCover(
    ctx.db,
    id,
    cover ? { cover: kept, coverAlt: cover.alt.trim() } : { cover: null, coverAlt: null },
    ctx.clock(),
  );
  if (before.cover && (ready || !cover)) await forgetImage(ctx, before.cover);
  return changed(ctx, before, { version: next, reason });
}

type Covered = Pick<store.ReadingList, "id" | "cover" | "coverAlt">;

/** The pictures of these lists, in one question; those that have none are missing from the answer. */
export async function coversOf(
  db: Db,
  lists: readonly Covered[],
): Promise<Map<string, { image: ShownImage; alt: string }>> {
  const images = await shownImages(
    db,
    lists.flatMap(({ cover }) => cover ?? []),
  );
  return new Map(
    lists.flatMap(({ id, cover, coverAlt }) => {
      const image = cover && images.get(cover);
      return image && coverAlt ? [[id, { image, alt: coverAlt }]] : [];
    }),
  );
}
