import assert from "node:assert/strict";
import { test } from "node:test";
import { aFacility, anOrganisation } from "#places/testing";
import { type Actor, startSession } from "#platform/auth";
import { type Ctx, inTx, trueRandom } from "#platform/ctx";
import { Problem } from "#platform/errors";
import { buildApp, performer } from "#platform/http";
import { dbTest } from "#platform/testing";
import { showEvent } from "../../finding/show-event.ts";
import { anEvent, aSession, sessionText, someStaff } from "../../testing.ts";
import { guideFilesJob, keepRecording, serveRecordings } from "./files.ts";
import { addStop, deskGuide, dropAudio, dropStop, editStop, putAudio, showGuide } from "./guide.ts";
import { mediaOf, rangeOf } from "./media.ts";
import { stopText } from "./testing.ts";

const bytes = (text: string) => Buffer.from(text, "latin1");

test("a table: what is a recording, by its first bytes", () => {
  for (const [head, media] of [
    ["ID3\x04\0\0\0\0\0\0\0\0", "audio/mpeg"],
    ["\xff\xfb\x90\x64\0\0\0\0\0\0\0\0", "audio/mpeg"],
    ["\xff\xf3\x40\xc4\0\0\0\0\0\0\0\0", "audio/mpeg"],
    ["\0\0\0\x20ftypM4A ", "audio/mp4"],
    ["OggS\0\x02\0\0\0\0\0\0", "audio/ogg"],
    ["\xff\xf1\x50\x80\0\0\0\0\0\0\0\0", null],
    ["\0\0\0\x20ftypheic", null],
    ["<svg xmlns=", null],
    ["RIFF\0\0\0\0WAVE", null],
    ["", null],
  ] as const)
    assert.equal(mediaOf(bytes(head)), media, JSON.stringify(head));
});

test("a table: the part asked for", () => {
  for (const [header, range] of [
    [undefined, null],
    ["bytes=0-", { from: 0, to: 100 }],
    ["bytes=10-19", { from: 10, to: 20 }],
    ["bytes=90-500", { from: 90, to: 100 }],
    ["bytes=-10", { from: 90, to: 100 }],
    ["bytes=-500", { from: 0, to: 100 }],
    ["bytes=100-", "outside"],
    ["bytes=20-10", "outside"],
    ["bytes=-0", "outside"],
    ["bytes=-", null],
    ["bytes=0-1,5-6", null],
    ["lines=0-1", null],
  ] as const)
    assert.deepEqual(rangeOf(header, 100), range, header);
});

/** A server with recordings alone; `cookieOf` signs somebody in. */
async function served(base: Ctx) {
  const actors = new Map<string | null, Actor>();
  const web = await buildApp({
    operations: [],
    performer: performer([], { checkAnswers: true }),
    base: { ...base, random: trueRandom },
    resolveActors: async (_base, sessions) => sessions.map(({ account }) => actors.get(account) ?? null),
    https: false,
    trustProxy: false,
  });
  serveRecordings(web, base);
  const cookieOf = async (actor: Actor) => {
    actors.set(actor.account, actor);
    let cookie = "";
    const setSession = (token: string | null) => {
      cookie = `wenmai=${token}`;
    };
    await inTx(base, (inner) =>
      startSession(
        { ...inner, random: trueRandom, setSession },
        { account: actor.account ?? "", channel: "portal" },
      ),
    );
    return cookie;
  };
  return { web, cookieOf };
}

async function anExhibition(ctx: Ctx, until: "draft" | "published" = "published") {
  const { organisationId, placeId } = await inTx(ctx, async (inner) => {
    const { id } = await anOrganisation(inner);
    return { organisationId: id, placeId: (await aFacility(inner, { organisationId: id })).id };
  });
  const startsAt = ctx.clock().add({ hours: 24 }).toString();
  const show = await anEvent(ctx, {
    organisationId,
    until,
    event: { kind: "exhibition", mode: "on-site", link: null, placeId },
    sessions: [sessionText(ctx, { startsAt, booking: null })],
  });
  return { ...show, staff: { ...ctx, actor: until === "draft" ? show.editor : show.publisher } };
}

const refusal = (id: string) => (error: unknown) => error instanceof Problem && error.id === id;
const fault = (id: string) => (error: unknown) =>
  error instanceof Problem && error.faults.some((one) => one.id === id);

dbTest(
  "a guide: by number, each stop in one's own language or as it was written, and none before there is one",
  async ({ ctx }) => {
    const { id, staff } = await anExhibition(ctx);
    await assert.rejects(showGuide(ctx, id), refusal("not-found"));
    assert.equal((await showEvent(ctx, id)).guide, false);
    const ug = { title: "بىرىنچى قۇدۇق", words: "نېفىت ئېتىلىپ چىقتى." };
    await inTx(staff, async (inner) => {
      await addStop(inner, { id, number: 7, text: stopText({ title: "尾声" }) });
      await addStop(inner, { id, number: 2, text: stopText({ translations: { ug } }) });
    });
    await assert.rejects(
      inTx(staff, (inner) => addStop(inner, { id, number: 7, text: stopText() })),
      fault("guide.number-taken"),
    );
    assert.equal((await showEvent(ctx, id)).guide, true);
    const told = async (locale: "zh-CN" | "ug" | "ru") =>
      (await showGuide({ ...ctx, locale }, id)).stops.map(({ number, title, lang }) => [number, title, lang]);
    assert.deepEqual(await told("ug"), [
      [2, ug.title, "ug"],
      [7, "尾声", "zh-CN"],
    ]);
    await inTx(staff, (inner) =>
      editStop(inner, { id, number: 7, as: 1, text: stopText({ title: "序厅" }) }),
    );
    await assert.rejects(
      inTx(staff, (inner) => editStop(inner, { id, number: 1, as: 2, text: stopText() })),
      fault("guide.number-taken"),
    );
    assert.deepEqual(await told("ru"), [
      [1, "序厅", "zh-CN"],
      [2, "一号井", "zh-CN"],
    ]);
    await inTx(staff, (inner) => dropStop(inner, id, 1));
    assert.deepEqual(
      (await deskGuide(staff, id)).stops.map(({ number }) => number),
      [2],
    );
  },
);

dbTest("only exhibitions have a guide", async ({ ctx }) => {
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
  const talk = await aSession(ctx, { organisationId });
  await assert.rejects(
    inTx({ ...ctx, actor: talk.publisher }, (inner) =>
      addStop(inner, { id: talk.id, number: 1, text: stopText() }),
    ),
    refusal("guide.exhibition-only"),
  );
});

dbTest(
  "a recording is served in pieces, to the public only when the exhibition is, and goes when nothing uses it",
  async ({ ctx, t }) => {
    const { id, staff, editor, reviewer, publisher } = await anExhibition(ctx, "draft");
    const content = bytes(`ID3\x04${"a".repeat(96)}`);
    const pieces = async function* (whole: Buffer) {
      yield whole.subarray(0, 5);
      yield whole.subarray(5);
    };
    await assert.rejects(keepRecording(staff, pieces(bytes("MZ this is no music"))), fault("guide.no-audio"));
    await assert.rejects(keepRecording(staff, pieces(bytes("ID3"))), fault("guide.no-audio"));
    const sha256 = await keepRecording(staff, pieces(content));
    const unused = await keepRecording(staff, pieces(bytes(`OggS${"b".repeat(50)}`)));
    await inTx(staff, async (inner) => {
      await addStop(inner, { id, number: 1, text: stopText() });
      await putAudio(inner, { id, number: 1, locale: "zh-CN", sha256 });
    });
    await assert.rejects(
      inTx(staff, (inner) => putAudio(inner, { id, number: 1, locale: "en", sha256: "f".repeat(64) })),
      fault("guide.no-file"),
    );
    await assert.rejects(
      inTx(staff, (inner) => putAudio(inner, { id, number: 1, locale: "en", sha256: "" })),
      fault("guide.no-file"),
    );
    const [stop] = (await deskGuide(staff, id)).stops;
    const href = stop?.audio[0]?.href ?? "";

    const { web, cookieOf } = await served(ctx);
    t.after(() => web.close());
    const get = (range?: string) => web.inject({ url: href, headers: range ? { range } : {} });
    assert.equal((await get()).statusCode, 404, "a draft is not for the public to hear");
    const heardBy = async (actor: Actor) =>
      (await web.inject({ url: href, headers: { cookie: await cookieOf(actor) } })).statusCode;
    assert.deepEqual(
      [await heardBy(editor), await heardBy(reviewer), await heardBy(publisher)],
      [200, 200, 200],
    );
    const stranger = await inTx(ctx, async (inner) =>
      someStaff(inner, (await anOrganisation(inner)).path, "publisher"),
    );
    assert.equal(await heardBy(stranger), 404, "what another house prepares is not theirs");
    await ctx.db.run`update programme.event set state = 'published', published_at = now() where id = ${id}`;
    const whole = await get();
    assert.deepEqual(
      [whole.statusCode, whole.headers["content-type"], whole.rawPayload.equals(content)],
      [200, "audio/mpeg", true],
    );
    const part = await get("bytes=4-7");
    assert.deepEqual(
      [part.statusCode, part.headers["content-range"], part.body],
      [206, "bytes 4-7/100", "aaaa"],
    );
    assert.equal((await get("bytes=100-")).statusCode, 416);
    const { etag = "", "cache-control": kept } = whole.headers;
    assert.equal(kept, "public, no-cache", "whoever keeps it asks again before each use");
    const again = () => web.inject({ url: href, headers: { "if-none-match": String(etag) } });
    assert.deepEqual([(await again()).statusCode, (await again()).rawPayload.length], [304, 0]);
    assert.equal(
      (await showGuide({ ...ctx, locale: "ru" }, id)).stops[0]?.audio?.locale,
      "zh-CN",
      "rather than none",
    );

    const storage = await ctx.storage("guide-audio");
    await guideFilesJob.run({ ...ctx, clock: () => ctx.clock().add({ hours: 25 }) }, {});
    assert.deepEqual([await storage.has(sha256), await storage.has(unused)], [true, false]);
    await inTx(staff, (inner) => dropAudio(inner, { id, number: 1, locale: "zh-CN" }));
    assert.equal((await get()).statusCode, 404);
    await guideFilesJob.run({ ...ctx, clock: () => ctx.clock().add({ hours: 25 }) }, {});
    assert.equal(await storage.has(sha256), false);
  },
);
