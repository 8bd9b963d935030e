/** Pages as whoever has no script meets them, by plain requests: what is kept, what is refused, and how it is said. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ordinaryLimits } from "#platform/limits";
import { demoPassword } from "../seed/filling/people.ts";
import { type RunningCity, runningCity } from "./running-city.ts";

let running: RunningCity;
const few = { burst: 20, perMinute: 1 };

before(async () => {
  running = await runningCity({ limits: { ...ordinaryLimits, "sign-in": { account: few, address: few } } });
});
after(() => running?.stop());

const page = { accept: "text/html", "accept-language": "zh-CN" };

/** Asks as a browser would that follows nothing by itself. */
async function ask(path: string, { cookie = "", ...init }: RequestInit & { cookie?: string } = {}) {
  const headers = { ...page, cookie, "sec-fetch-site": "same-origin", ...Object(init.headers) };
  const answer = await fetch(running.url + path, { ...init, headers, redirect: "manual" });
  const cookies = answer.headers.getSetCookie().map((one) => one.split(";")[0] ?? "");
  return { status: answer.status, to: answer.headers.get("location"), cookies, body: await answer.text() };
}

const form = (fields: Record<string, string>, cookie = "") => ({
  method: "POST",
  body: new URLSearchParams(fields),
  cookie,
});

test("a language asked for by a link stays on the next page, its direction too", async () => {
  const first = await ask("/?lang=ug");
  assert.match(first.body, /<html lang="ug" dir="rtl"/);
  const cookie = first.cookies.join("; ");
  assert.match((await ask("/places", { cookie })).body, /<html lang="ug" dir="rtl"/);
  assert.match((await ask("/nowhere", { cookie })).body, /<html lang="ug" dir="rtl"/);
  assert.match((await ask("/places?lang=ru", { cookie })).body, /<html lang="ru" dir="ltr"/);
});

test("where Chinese stands in, the page says so and keeps it and its times in order", async () => {
  const { body } = await ask("/?lang=kk-Arab");
  assert.match(body, /class="language-note">[^<]*حانزۋشا/);
  assert.match(body, /<span lang="zh-CN" dir="ltr">[^<]*分钟/);
  assert.match(body, /<span class="event-to"><span dir="ltr">–(<!-- -->)?\d\d:\d\d<\/span>/);
  assert.doesNotMatch((await ask("/?lang=en")).body, /language-note/);
});

test("a language chosen in the menu wins over the one in the address it goes back to", async () => {
  const chosen = await ask("/look", form({ lang: "en", back: "/search?q=a&lang=ug" }, "lang=ug"));
  assert.deepEqual([chosen.status, chosen.to, chosen.cookies], [302, "/search?q=a", ["lang=en"]]);
});

test("no door of ours leads to another site", async () => {
  const away = ["//evil.example", "/\t/evil.example", "/\\evil.example", "https://evil.example"];
  for (const [n, back] of away.entries()) {
    assert.equal((await ask("/look", form({ lang: "en", back }))).to, "/", JSON.stringify(back));
    for (const page of ["/sign-in", "/desk/sign-in"])
      assert.match((await ask(`${page}?back=${encodeURIComponent(back)}`)).body, /name="back" value=""/);
    const asked = await ask("/sign-in", form({ phone: `1390000${7000 + n}`, back }));
    assert.match(asked.to ?? "", /^\/sign-in\?attempt=[^&]+&end=\d{4}&back=$/);
  }
});

test("what is no form is refused by a page, and an empty form by its fields", async () => {
  const json = { method: "POST", body: "{}", headers: { "content-type": "application/json" } };
  for (const path of ["/sign-in", "/desk/sign-in", "/look"]) {
    const { status, body } = await ask(path, json);
    assert.equal(status, 415, path);
    assert.match(body, /<h1>不支持这种内容类型<\/h1>/);
  }
  assert.equal((await ask("/sign-in", { method: "POST" })).status, 422);
});

test("the calendar's month is written in the language of its days", async () => {
  assert.match((await ask("/calendar?month=2026-11&lang=ug")).body, /2026 نويابىر/);
  assert.match((await ask("/calendar?month=2026-11&lang=ru")).body, /ноябрь 2026/);
  assert.match((await ask("/calendar?month=2026-11")).body, /2026年11月/);
});

test("the wall and the city's page call a figure the same; records out of reach are not called missing data", async () => {
  const signedIn = await ask("/desk/sign-in", form({ login: "ju-manager", password: demoPassword }));
  const cookie = signedIn.cookies.join("; ");
  const labels = async (path: string) =>
    [...(await ask(path, { cookie })).body.matchAll(/class="figure"><h2>(?:<a[^>]*>)?([^<]+)/g)].map(
      (hit) => hit[1],
    );
  const [city, wall] = [await labels("/city"), await labels("/city/wall")];
  // The wall has room for five of them, by the same names.
  assert.equal(city.filter((label) => wall.includes(label)).length, 5);
  const residents = await ask("/city/residents", { cookie });
  assert.match(residents.body, /逐条记录这里不显示/);
  assert.doesNotMatch(residents.body, /还没有数据/);
});

test("a form that says something twice is refused by a page that names it, whichever of the two would have won", async () => {
  const body = new URLSearchParams([
    ["phone", "13900008001"],
    ["phone", "13900008002"],
  ]);
  const refused = await ask("/sign-in", { method: "POST", body });
  assert.equal(refused.status, 400);
  assert.match(refused.body, /<h1>表单里有一项交了两遍<\/h1>.*<code dir="ltr">phone<\/code>/s);
});

test("a damaged address is told of by a page", async () => {
  for (const path of ["/events/%E4", "/%"]) {
    const { status, body } = await ask(path);
    assert.equal(status, 400, path);
    assert.match(body, /<h1>这个地址读不出来<\/h1>.*href="\/search"/s, path);
  }
});

test("an endless search is told how long it may be; elsewhere the field is named", async () => {
  const long = encodeURIComponent("文".repeat(10_000));
  const search = await ask(`/search?q=${long}`);
  assert.equal(search.status, 200);
  assert.match(search.body, /搜索词太长了.*最多 100 个字/s);
  assert.ok(!search.body.includes("文文"), "the words are not written out");
  assert.match(search.body, /<input id="q"[^>]* maxLength="100"/);
  const events = await ask(`/events?q=${long}`);
  assert.equal(events.status, 400);
  assert.match(events.body, /<code dir="ltr">q<\/code>.{0,20}太长了，最多 100/s);
});

test("what a page does not understand in its address is named, and never taken for something else", async () => {
  const [place] = (await (await fetch(`${running.url}/api/places?limit=1`)).json()).items;
  for (const [path, name, left] of [
    ["/network?on=abc", "on", "/network"],
    ["/places?lon=abc&lat=45&kind=library", "lon", "/places?kind=library"],
    ["/places?sort=zzz", "sort", "/places"],
    ["/?lat=north", "lat", "/"],
    ["/map?lon=abc&lat=45", "lon", "/map?lat=45"],
    ["/events?when=zzz&q=a", "when", "/events?q=a"],
    ["/calendar?month=2026-13", "month", "/calendar"],
    [`/places/${place.id}?day=2026-02-30`, "day", `/places/${place.id}`],
  ] as const) {
    const { status, body } = await ask(path);
    assert.equal(status, 400, path);
    assert.match(body, new RegExp(`<code dir="ltr">${name}</code>`), path);
    assert.ok(body.includes(`href="${left}">去掉看不懂的部分再打开`), `${path} leads to ${left}`);
  }
});

test("an id that cannot be one is a page that is not there", async () => {
  for (const path of [
    "/events/xyz",
    "/places/xyz",
    "/places/xyz/report",
    "/organisations/xyz",
    "/series/xyz",
    "/my/xyz",
  ]) {
    const { status, body } = await ask(path);
    assert.equal(status, 404, path);
    assert.match(body, /<h1>没有找到这个页面<\/h1>/, path);
  }
  const signedIn = await ask("/desk/sign-in", form({ login: "ju-manager", password: demoPassword }));
  const cookie = signedIn.cookies.join("; ");
  for (const path of [
    "places/xyz/hours",
    "events/xyz",
    "door/xyz",
    "staff/xyz",
    "handovers/xyz",
    "exchange/xyz",
  ])
    assert.equal((await ask(`/desk/${path}`, { cookie })).status, 404, path);
  assert.equal((await ask("/desk/network?on=abc", { cookie })).status, 400);
  assert.equal((await ask(`/desk/events?state=abc`, { cookie })).status, 400);
});

test("the link at the foot leads everybody to figures, and the bureau's wall is for staff", async () => {
  assert.match((await ask("/")).body, /<footer.*href="\/figures"/s);
  const figures = await ask("/figures");
  assert.equal(figures.status, 200);
  assert.match(figures.body, /<h1>城市文化数据<\/h1>.*到场人次/s);
  const wall = await ask("/city");
  assert.deepEqual([wall.status, wall.to], [302, "/figures"]);
  assert.equal((await ask("/city/visits")).status, 401);
});

test("tries to sign in are counted together, on the pages and on the API", async () => {
  const guess = { login: "nobody", password: "guess" };
  const statuses: number[] = [];
  for (let n = 0; n <= few.burst; n++) statuses.push((await ask("/desk/sign-in", form(guess))).status);
  assert.equal(statuses.at(-1), 429, statuses.join());
  const refused = await ask("/sign-in", form({ phone: "13900007999" }));
  assert.equal(refused.status, 429);
  assert.match(refused.body, /操作太频繁.*请等 \d+ 秒/s);
  const api = {
    method: "POST",
    body: JSON.stringify(guess),
    headers: { "content-type": "application/json" },
  };
  assert.equal((await ask("/api/desk/sign-in", api)).status, 429);
  assert.equal((await ask("/sign-in")).status, 200);
});
