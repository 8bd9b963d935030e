/** Input for the generated access test. */
import type { TxCtx } from "#platform/ctx";
import type { BuiltEvent } from "../../testing.ts";
import type { StopText } from "./contract.ts";
import { addStop, putAudio } from "./guide.ts";
import { noteFile } from "./guide-store.ts";

export function stopText(change: Partial<StopText> = {}): StopText {
  return { title: "一号井", words: "1955 年 10 月 29 日，一号井喷出油流。", translations: {}, ...change };
}

const recording = "0".repeat(64);

export function guideSamples(draftExhibition: (ctx: TxCtx, organisationId: string) => Promise<BuiltEvent>) {
  const withStop = async (ctx: TxCtx, organisationId: string) => {
    const { id } = await draftExhibition(ctx, organisationId);
    await addStop(ctx, { id, number: 1, text: stopText() });
    return { id, number: 1 };
  };
  const withFile = async (ctx: TxCtx, organisationId: string) => {
    await noteFile(ctx.db, { sha256: recording, media: "audio/mpeg", bytes: 1 }, ctx.clock());
    return { ...(await withStop(ctx, organisationId)), locale: "en" };
  };
  return {
    "guides.show": async (ctx: TxCtx, organisationId: string) => {
      const { id } = await withStop(ctx, organisationId);
      await ctx.db.run`update programme.event set state = 'published', published_at = now() where id = ${id}`;
      return { params: { id } };
    },
    "guides.desk": async (ctx: TxCtx, organisationId: string) => ({
      params: { id: (await draftExhibition(ctx, organisationId)).id },
    }),
    "guides.add-stop": async (ctx: TxCtx, organisationId: string) => ({
      params: { id: (await draftExhibition(ctx, organisationId)).id },
      body: { number: 7, text: stopText() },
    }),
    "guides.edit-stop": async (ctx: TxCtx, organisationId: string) => ({
      params: await withStop(ctx, organisationId),
      body: { number: 2, text: stopText() },
    }),
    "guides.drop-stop": async (ctx: TxCtx, organisationId: string) => ({
      params: await withStop(ctx, organisationId),
    }),
    "guides.put-audio": async (ctx: TxCtx, organisationId: string) => ({
      params: await withFile(ctx, organisationId),
      body: { sha256: recording },
    }),
    "guides.drop-audio": async (ctx: TxCtx, organisationId: string) => {
      const params = await withFile(ctx, organisationId);
      await putAudio(ctx, { ...params, sha256: recording });
      return { params };
    },
  };
}
