import assert from "node:assert/strict";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after as afterAll, test } from "node:test";
import { setTimeout as after } from "node:timers/promises";
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from "node:zlib";
import Fastify, { type FastifyInstance } from "fastify";
import { openFont, packCodes, readWoff } from "#libs/glyphs";
import { invalid } from "#platform/errors";
import { problemDocument, understood } from "#platform/http";
import { texts, textsForBrowser } from "#platform/i18n";
import { dbTest } from "#platform/testing";
import { smallServer } from "../http/testing.ts";
import { mountPages, type PageBuild, type PageContext, type PageOffer } from "./index.ts";
import type { PagesOptions } from "./mount.ts";

type Handler = (request: Request, page: PageContext) => Promise<Response> | Response;

const files = await mkdtemp(join(tmpdir(), "wenmai-pages-"));
await mkdir(join(files, "assets"));
await writeFile(join(files, "assets/kit-abc.css"), "body{}");
await writeFile(join(files, "assets/kit-abc.css.br"), brotliCompressSync("body{}"));
await writeFile(join(files, "assets/worker-abc.mjs"), "fetch(1)");
await writeFile(join(files, "robots.txt"), "User-agent: *");

const open: { close: () => Promise<unknown> }[] = [];
afterAll(() => Promise.all(open.map((one) => one.close())));

/** A server whose pages are this function: the part of a build that the platform uses. */
async function serverOf(
  handler: Handler,
  differs: Partial<PageOffer> = {},
  options: Partial<PagesOptions> = {},
  fastify: FastifyInstance = Fastify(),
) {
  const build: PageBuild = {
    entry: { module: { serve: () => async (request, page) => handler(request, page) } },
  };
  fastify.get("/api/thing", async () => ({ from: "api" }));
  await mountPages(fastify, {
    build,
    files,
    bodyLimit: 1_000,
    ...options,
    makeContext: () => ({
      call: () => Promise.reject(new Error("no operations here")),
      actor: { kind: "anonymous", name: null, subject: null, level: 0, onBehalfOf: null, can: [] },
      locale: "zh-CN",
      text: texts("zh-CN"),
      words: (prefixes) => textsForBrowser("zh-CN", prefixes),
      city: {
        name: "克拉玛依",
        zone: "Asia/Shanghai",
        url: "http://localhost:3000",
        demo: true,
        today: "2026-06-12",
      },
      requestId: "r",
      problemOf: () => null,
      report: () => undefined,
      ...differs,
    }),
  });
  open.push(fastify);
  return fastify;
}

const html = (body: string, init: ResponseInit = {}) =>
  new Response(body, { ...init, headers: { "content-type": "text/html; charset=utf-8", ...init.headers } });

test("a page gets a policy whose nonce is the page's own, and is not kept for others", async () => {
  const server = await serverOf((_request, page) => html(page.nonce));
  const one = await server.inject("/");
  const other = await server.inject("/");
  assert.match(String(one.headers["content-security-policy"]), new RegExp(`'nonce-${one.body}'`));
  assert.doesNotMatch(String(one.headers["content-security-policy"]), /unsafe/);
  assert.notEqual(one.body, other.body);
  assert.equal(one.headers["cache-control"], "private, no-cache");
});

test("the map's pictures may come from its own addresses, for the page and for the worker that fetches them", async () => {
  const policies = async (origins: readonly string[]) => {
    const server = await serverOf(() => html(""), {}, { origins });
    const answers = await Promise.all(["/", "/assets/worker-abc.mjs"].map((url) => server.inject(url)));
    return answers.map(({ headers }) => String(headers["content-security-policy"]));
  };
  for (const policy of await policies([])) {
    assert.match(policy, /connect-src 'self'(;|$)/);
    assert.doesNotMatch(policy, /https:/);
  }
  const [page = "", worker = ""] = await policies([
    "https://t0.tianditu.gov.cn",
    "https://t1.tianditu.gov.cn",
  ]);
  assert.match(page, /img-src 'self' data: blob: https:\/\/t0\.tianditu\.gov\.cn https:\/\/t1/);
  for (const policy of [page, worker]) {
    assert.match(policy, /connect-src 'self' https:\/\/t0\.tianditu\.gov\.cn https:\/\/t1/);
    assert.match(policy, /script-src 'self'(;| 'nonce)/, "scripts stay our own");
  }
});

test("the page sees address, headers, method and the bytes of a form, repeated fields too", async () => {
  const server = await serverOf(async (request, page) => {
    const form = await request.formData();
    return html(
      JSON.stringify([request.method, new URL(request.url).pathname, form.getAll("day[]"), page.here]),
    );
  });
  const answer = await server.inject({
    method: "POST",
    url: "/places/1?x=%E6%96%87",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    payload: "day[]=%E5%91%A8%E4%B8%80&day%5B%5D=2",
  });
  assert.deepEqual(JSON.parse(answer.body), ["POST", "/places/1", ["周一", "2"], "/places/1?x=%E6%96%87"]);
});

test("a redirect carries its place and each of its cookies by itself", async () => {
  const server = await serverOf(() => {
    const headers = new Headers({ location: "/my" });
    headers.append("set-cookie", "a=1; Path=/");
    headers.append("set-cookie", "b=2; Path=/");
    return new Response(null, { status: 303, headers });
  });
  const answer = await server.inject({ method: "POST", url: "/" });
  assert.equal(answer.statusCode, 303);
  assert.equal(answer.headers.location, "/my");
  assert.deepEqual(answer.headers["set-cookie"], ["a=1; Path=/", "b=2; Path=/"]);
});

test("a whole page goes out compressed to those who read it so, and as it is to the others", async () => {
  const body = "克拉玛依".repeat(500);
  const length = String(Buffer.byteLength(body));
  const server = await serverOf(() => html(body, { headers: { "content-length": length, vary: "cookie" } }));
  const br = await server.inject({ url: "/", headers: { "accept-encoding": "gzip, br" } });
  assert.equal(brotliDecompressSync(br.rawPayload).toString(), body);
  assert.equal(br.headers.vary, "cookie, accept-encoding");
  const gz = await server.inject({ url: "/", headers: { "accept-encoding": "gzip" } });
  assert.equal(gunzipSync(gz.rawPayload).toString(), body);
  const plain = await server.inject("/");
  assert.equal(plain.body, body);
  assert.equal(plain.headers["content-encoding"], undefined);
});

test("a page without a known length is streamed as it comes", async () => {
  const server = await serverOf(() => {
    const body = new ReadableStream<Uint8Array>({
      async start(sink) {
        sink.enqueue(new TextEncoder().encode("first "));
        await after(20);
        sink.enqueue(new TextEncoder().encode("second"));
        sink.close();
      },
    });
    return new Response(body, { headers: { "content-type": "text/csv" } });
  });
  const answer = await server.inject("/rows.csv");
  assert.equal(answer.body, "first second");
  assert.equal(answer.headers["content-length"], undefined);
});

test("the page is told when its reader goes away", async () => {
  const gone = Promise.withResolvers<boolean>();
  const server = await serverOf(async (request) => {
    request.signal.addEventListener("abort", () => gone.resolve(true));
    await after(3_000, undefined, { signal: request.signal }).catch(() => undefined);
    return html("late");
  });
  const address = await server.listen({ port: 0, host: "127.0.0.1" });
  const request = get(`${address}/slow`);
  request.on("error", () => undefined);
  await after(50);
  request.destroy();
  assert.equal(await Promise.race([gone.promise, after(1_000, false)]), true);
});

test("the signal stays silent when the page was read to its end", async () => {
  let aborted = false;
  const server = await serverOf((request) => {
    request.signal.addEventListener("abort", () => {
      aborted = true;
    });
    return html("whole");
  });
  const address = await server.listen({ port: 0, host: "127.0.0.1" });
  assert.equal(await (await fetch(address, { headers: { connection: "close" } })).text(), "whole");
  await after(50);
  assert.equal(aborted, false);
});

test("other routes come first, pages take the rest, and a form that is too big is refused", async () => {
  const server = await serverOf((request) => html(new URL(request.url).pathname));
  assert.deepEqual((await server.inject("/api/thing")).json(), { from: "api" });
  assert.equal((await server.inject("/any/where")).body, "/any/where");
  const big = await server.inject({ method: "POST", url: "/", payload: "x".repeat(1_001) });
  assert.equal(big.statusCode, 413);
});

test("below one address those who may send files send more; nobody else, and nobody elsewhere", async () => {
  const uploads = {
    below: "/desk/",
    bodyLimit: 5_000,
    may: ({ headers }: { headers: Record<string, unknown> }) => headers["x-may"] === "yes",
  };
  const server = await serverOf(
    async (request) => html(String((await request.text()).length)),
    {},
    { uploads },
  );
  const send = async (url: string, size: number, may: string) =>
    (
      await server.inject({
        method: "POST",
        url,
        payload: "x".repeat(size),
        headers: { "x-may": may, "content-type": "application/x-www-form-urlencoded" },
      })
    ).statusCode;
  assert.deepEqual(
    [
      await send("/desk/photographs", 4_000, "yes"),
      await send("/desk/photographs", 6_000, "yes"),
      await send("/desk/photographs", 4_000, "no"),
      await send("/desk/sign-in", 500, "no"),
      await send("/elsewhere", 4_000, "yes"),
    ],
    [200, 413, 413, 200, 413],
  );
});

/** A form with one file and one field. */
function fileForm(name: string, content: Uint8Array) {
  const head = `--b\r\ncontent-disposition: form-data; name="table"\r\n\r\n场所\r\n--b\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), content, Buffer.from("\r\n--b--\r\n")]);
}

test("a large file is kept while it comes in, and the page is told its name and where it lies", async () => {
  const kept: number[] = [];
  const formFiles = {
    below: "/desk/exchange",
    limit: 100_000,
    may: ({ headers }: { headers: Record<string, unknown> }) => headers["x-may"] === "yes",
    keep: async (_: unknown, content: AsyncIterable<Uint8Array>) => {
      let length = 0;
      for await (const piece of content) length += piece.length;
      kept.push(length);
      return `kept-${length}`;
    },
  };
  const server = await serverOf(
    async (request) => html(JSON.stringify(Object.fromEntries(await request.formData()))),
    {},
    { formFiles: [formFiles] },
  );
  const send = (url: string, payload: Buffer, may = "yes", type = "multipart/form-data; boundary=b") =>
    server.inject({ method: "POST", url, payload, headers: { "x-may": may, "content-type": type } });
  for (const url of ["/desk/exchange", "/desk/exchange/facilities"]) {
    const answer = await send(url, fileForm("场所 甲.csv", Buffer.alloc(50_000, 0x61)));
    assert.deepEqual(JSON.parse(answer.body), {
      table: "场所",
      file: "kept-50000",
      "file.name": "场所 甲.csv",
    });
  }
  const none = await send("/desk/exchange", fileForm("", Buffer.alloc(0)));
  assert.deepEqual(JSON.parse(none.body), { table: "场所" });
  assert.equal((await send("/desk/exchange", Buffer.from("--b\r\nx"))).statusCode, 400);
  assert.equal((await send("/desk/exchange", fileForm("a", Buffer.alloc(9)), "no")).statusCode, 403);
  assert.equal((await send("/elsewhere", fileForm("a", Buffer.alloc(50_000)))).statusCode, 413);
  assert.deepEqual(kept, [50_000, 50_000], "what is refused is not kept");
  const plain = await send(
    "/desk/exchange",
    Buffer.from("do=land"),
    "no",
    "application/x-www-form-urlencoded",
  );
  assert.deepEqual(JSON.parse(plain.body), { do: "land" });
});

test("a file that is refused keeps nothing else from the page: it is told why, with all that was typed", async () => {
  const problemOf = (error: unknown) => problemDocument(understood(error, 1_000), texts("zh-CN"), "r");
  const formFiles = {
    below: "/desk/guides",
    limit: 100_000,
    may: () => true,
    keep: async (_: unknown, content: AsyncIterable<Uint8Array>) => {
      for await (const piece of content)
        if (piece[0] === 0x4d) throw invalid([{ field: "/body/file", id: "pattern" }]);
      return "kept";
    },
  };
  const server = await serverOf(
    async (request, page) => {
      const form = Object.fromEntries(await request.formData());
      return html(JSON.stringify([form, page.fileRefused?.id ?? null, page.fileRefused?.errors ?? null]));
    },
    { problemOf },
    { formFiles: [formFiles] },
  );
  const sent = async (first: string, bytes: number) => {
    const typed = `\r\n--b\r\ncontent-disposition: form-data; name="do"\r\n\r\nput-audio\r\n--b--\r\n`;
    const whole = fileForm("甲.mp3", Buffer.alloc(bytes, first)).toString();
    const payload = Buffer.from(whole.replace("\r\n--b--\r\n", typed));
    const headers = { "content-type": "multipart/form-data; boundary=b" };
    return JSON.parse((await server.inject({ method: "POST", url: "/desk/guides", payload, headers })).body);
  };
  const typed = { table: "场所", "file.name": "甲.mp3", do: "put-audio" };
  const [form, id, [fault]] = await sent("M", 90_000);
  assert.deepEqual([form, id, fault.field], [typed, "input.invalid", "/body/file"]);
  assert.deepEqual((await sent("a", 100_001)).slice(0, 2), [typed, "body-too-large"]);
  assert.deepEqual(await sent("a", 100_000), [{ ...typed, file: "kept" }, null, null]);
});

test("form bytes that are not UTF-8 are refused before they become somebody's name", async () => {
  const server = await serverOf(() => html("drawn"));
  for (const payload of ["name=%FF%FE", Buffer.from([0x6e, 0x3d, 0xff])]) {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const answer = await server.inject({ method: "POST", url: "/", headers, payload });
    assert.equal(answer.statusCode, 400);
    assert.match(answer.json().errors[0].field, /^\/body\/na?m?e?$/);
  }
});

test("what is no form is refused before a page stumbles over it, and an empty one is a form", async () => {
  const problemOf = (error: unknown) => problemDocument(understood(error, 1_000), texts("en"), "r");
  const drawn = async (request: Request, page: PageContext) => {
    const fields = page.refused ? 0 : [...(await request.formData())].length;
    return html(`${page.refused?.id ?? fields}`, { status: page.refused?.status ?? 200 });
  };
  const server = await serverOf(drawn, { problemOf });
  const posted = async (type: string | null, payload?: string | Buffer, accept = "text/html") => {
    const headers = { accept, ...(type !== null && { "content-type": type }) };
    const { statusCode, body } = await server.inject({ method: "POST", url: "/claims", headers, payload });
    return `${statusCode} ${body}`;
  };
  const form = "application/x-www-form-urlencoded";
  const part = (value: string) =>
    Buffer.from(`--b\r\ncontent-disposition: form-data; name="a"\r\n\r\n${value}\r\n--b--\r\n`, "latin1");
  assert.equal(await posted(form, "a=1"), "200 1");
  assert.equal(await posted(`${form};charset=UTF-8`, "a=1"), "200 1");
  assert.equal(await posted("multipart/form-data; boundary=b", part("x")), "200 1");
  assert.equal(await posted(null), "200 0");
  assert.equal(await posted(form, "a=1&b[]=1&b%5B%5D=2"), "200 3");
  assert.equal(await posted(form, "a=1&b=2&%61=1"), "400 form-repeats");
  const two = Buffer.concat([part("x").subarray(0, -7), part("y")]);
  assert.equal(await posted("multipart/form-data; boundary=b", two), "400 form-repeats");
  assert.equal(await posted("application/json", '{"a":1}'), "415 media-type");
  assert.equal(await posted("text/plain", "a=1"), "415 media-type");
  assert.equal(await posted(null, "a=1"), "415 media-type");
  assert.equal(await posted(`${form}; charset=gbk`, "a=1"), "415 body-charset");
  assert.equal(await posted("multipart/form-data", part("x")), "400 body-unreadable");
  assert.equal(await posted("multipart/form-data; boundary=b", "a=1"), "400 body-unreadable");
  assert.equal(await posted("multipart/form-data; boundary=b", part("\xb9\xc5")), "400 body-encoding");
  assert.match(await posted("application/json", "{}", "application/json"), /^415 \{.*"id":"media-type"/);
});

test("a language asked for in the address is kept for the pages behind the next link", async () => {
  const server = await serverOf((_request, page) => html(page.here));
  const kept = async (url: string, cookie = "") =>
    (await server.inject({ url, headers: { cookie } })).headers["set-cookie"];
  assert.equal(await kept("/places?lang=ug"), "lang=ug; Path=/; Max-Age=31536000; SameSite=Lax");
  assert.match(String(await kept("/?lang=zh-Hant", "lang=ug")), /^lang=zh-CN;/);
  assert.equal(await kept("/?lang=ug", "lang=ug"), undefined);
  assert.equal(await kept("/?lang=xx"), undefined);
  assert.equal(await kept("/?lang=ug&lang=ru"), undefined);
  assert.equal(await kept("/places"), undefined);
});

test("an address too long to be carried back is carried without its query", async () => {
  const server = await serverOf((_request, page) => html(page.here));
  assert.equal((await server.inject(`/search?q=${"a".repeat(9_000)}`)).body, "/search");
});

test("who looks at pages is told of a refusal by a page, machines by a problem", async () => {
  const problemOf = (error: unknown) => problemDocument(understood(error, 1_000), texts("en"), "r");
  const server = await serverOf(
    (request, page) =>
      html(`${new URL(request.url).pathname} ${page.refused?.id}`, { status: page.refused?.status ?? 200 }),
    { problemOf },
  );
  const ask = async (accept: string) => {
    const asked = {
      method: "POST",
      url: "/claims",
      payload: "x".repeat(1_001),
      headers: { accept },
    } as const;
    const { statusCode, body, headers } = await server.inject(asked);
    return { statusCode, body, csp: headers["content-security-policy"] };
  };
  const page = await ask("text/html,*/*");
  assert.deepEqual([page.statusCode, page.body], [413, "/- body-too-large"]);
  assert.match(String(page.csp), /nonce-/);
  const machine = await ask("*/*");
  assert.deepEqual([machine.statusCode, JSON.parse(machine.body).id], [413, "body-too-large"]);
});

dbTest("a damaged address is told of by a page; below /api by a problem", async ({ db }) => {
  const problemOf = (error: unknown) => problemDocument(understood(error, 1_000), texts("en"), "r");
  const drawn = (_: Request, page: PageContext) =>
    html(`${page.here} ${page.refused?.id}`, { status: page.refused?.status ?? 200 });
  const server = await serverOf(drawn, { problemOf }, {}, await smallServer({ db }));
  for (const url of ["/events/%E4", "/%", "/my/%zz?x=1"]) {
    const page = await server.inject({ url, headers: { accept: "text/html" } });
    assert.deepEqual([page.statusCode, page.body], [400, "/ address-unreadable"], url);
    assert.match(String(page.headers["content-security-policy"]), /nonce-/);
    assert.match(String((await server.inject(url)).headers["content-type"]), /problem\+json/);
  }
  const api = await server.inject({ url: "/api/notes/%E4", headers: { accept: "text/html" } });
  assert.deepEqual([api.statusCode, api.json().id], [400, "address-unreadable"]);
  assert.equal(
    (await server.inject("/search?q=%E4")).statusCode,
    200,
    "what is asked for is read as it can be",
  );
});

test("odd addresses and hosts are paths of ours, never another host", async () => {
  const server = await serverOf((request) =>
    html(`${new URL(request.url).host} ${new URL(request.url).pathname}`),
  );
  assert.equal(
    (await server.inject({ url: "//evil.example/x", headers: { host: "city.example" } })).body,
    "city.example //evil.example/x",
  );
  assert.equal(
    (await server.inject({ url: "/x", headers: { host: "no host/at all" } })).body,
    "localhost /x",
  );
});

test("files are free of limits, what is computed is not", async () => {
  const limits: unknown[] = [];
  const server = await serverOf(() => html("page"));
  server.addHook("onResponse", async (request) => void limits.push(request.routeOptions.config.limit));
  for (const url of ["/assets/kit-abc.css", "/robots.txt", "/fonts/none.woff", "/"]) await server.inject(url);
  assert.deepEqual(limits, ["free", "free", undefined, undefined]);
});

test("hashed files come compressed and for ever, named files for an hour, missing ones not at all", async () => {
  const server = await serverOf(() => html("page"));
  const css = await server.inject({ url: "/assets/kit-abc.css", headers: { "accept-encoding": "br" } });
  assert.equal(css.headers["cache-control"], "public, max-age=31536000, immutable");
  assert.equal(brotliDecompressSync(css.rawPayload).toString(), "body{}");
  assert.equal((await server.inject("/robots.txt")).headers["cache-control"], "public, max-age=3600");
  assert.equal((await server.inject("/assets/none.css")).statusCode, 404);
  assert.equal((await server.inject("/assets/../../package.json")).body, "page");
});

test("a font file holds the asked characters; strange requests find nothing", async () => {
  const server = await serverOf(() => html("page"));
  const codes = [..."文脉"].map((char) => char.codePointAt(0) ?? 0);
  const answer = await server.inject(`/fonts/song-600.woff?c=${packCodes(codes)}`);
  assert.equal(answer.headers["content-type"], "font/woff");
  assert.deepEqual([...openFont(readWoff(answer.rawPayload)).glyphs.keys()].sort(), codes.sort());
  for (const strange of [
    "/fonts/song-600.woff",
    "/fonts/other.woff?c=IA",
    "/fonts/song-600.woff?c=====",
    "/fonts/song-600.woff?c=IA&c=IA",
  ]) {
    assert.equal((await server.inject(strange)).statusCode, 404, strange);
  }
});

test("a page is read and its forms are posted: other methods are refused before it runs", async () => {
  const server = await serverOf(async () => {
    throw new Error("no page runs");
  });
  for (const method of ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"] as const) {
    const answer = await server.inject({ method: method as "PUT", url: "/sign-in" });
    assert.equal(answer.statusCode, 405, method);
    assert.equal(answer.headers.allow, "GET, HEAD, POST");
  }
});
