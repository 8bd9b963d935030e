/** Authorities as staff see them. */
import type { AnswerOf } from "#contract";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { may } from "../../may.ts";
import { nameKeyOf, titleKeyOf } from "../describing/keys.ts";
import { readKept } from "../keeping/read-kept.ts";
import { keptRecords, partsOf } from "../keeping/record-store.ts";
import { pathsOf } from "../matching/match-store.ts";
import { countFor } from "../searching/count.ts";
import { searchFor } from "../searching/search.ts";
import { describeAuthority } from "./authority.ts";
import type { getAuthority, listAuthorities } from "./contract.ts";
import { calledSo, headingsBeginning, mergesInto, recordState } from "./heading-store.ts";

type Kind = AnswerOf<typeof getAuthority>["heading"]["kind"];
const most = 50;
const mostBooks = 10;

export async function listForDesk(
  ctx: Ctx,
  { q = "", kind }: { q?: string; kind?: Kind },
): Promise<AnswerOf<typeof listAuthorities>> {
  const key = titleKeyOf(q);
  if (key === "") return { items: [], more: false };
  const rows = await headingsBeginning(ctx.db, { key, kind: kind ?? null, limit: most + 1 });
  return {
    items: rows.slice(0, most).map(({ recordId, heading, kind: of, seenFrom, variants }) => ({
      id: recordId,
      heading,
      kind: of as Kind,
      seenFrom,
      variants,
    })),
    more: rows.length > most,
  };
}

export async function showAuthority(ctx: Ctx, id: number): Promise<AnswerOf<typeof getAuthority>> {
  const [kept] = await keptRecords(ctx.db, [id]);
  const record = kept && (await readKept(kept));
  const { kind, mergedInto } = found(await recordState(ctx.db, id), "authority", `${id}`);
  const said = found(record && kind === "authority" ? describeAuthority(record) : null, "authority", `${id}`);
  const heading = found(said.heading, "authority", `${id}`);
  const near = new Map(
    (
      await calledSo(
        ctx.db,
        said.related.map((one) => nameKeyOf(one)),
      )
    ).map((one) => [one.key, one.recordId]),
  );
  const merges = new Map((await mergesInto(ctx.db, id)).map((one) => [one.mergedId, one.id]));
  const isName = ["person", "family", "body", "meeting"].includes(heading.kind);
  // Its other names are searched with it.
  const asked = { q: `"${heading.text.replaceAll('"', " ")}"`, ...(isName && { in: "name" as const }) };
  const { count, about } = await countFor(ctx, asked);
  return {
    id,
    heading,
    dates: said.dates,
    variants: said.variants,
    related: said.related.map((one) => ({ ...one, id: near.get(nameKeyOf(one)) ?? null })),
    equivalents: said.equivalents,
    notes: said.notes,
    parts: (await partsOf(ctx.db, [id])).map((part) => ({
      id: part.id,
      heading: part.title,
      merge: merges.get(part.id) ?? null,
    })),
    count,
    about,
    books: (await searchFor(ctx, { ...asked, limit: mostBooks })).items,
    mergedInto,
    mayJoin: may["record.join"](ctx.actor, { paths: await pathsOf(ctx.db, [id]) }),
  };
}
