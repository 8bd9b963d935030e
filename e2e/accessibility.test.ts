/** Every page by axe (WCAG 2.2 A and AA), in Chinese and right to left; none wider than a phone; content pages without framework script. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { BrowserContext, Page } from "playwright-core";
import { demoPassword } from "../seed/filling/people.ts";
import { faultsOf, type Looking } from "./axe.ts";
import { cityAndBrowser } from "./city-and-browser.ts";

const { running, browser } = await cityAndBrowser();

/** What axe finds, and what a page must have besides. */
async function faultsAt(page: Page, address: string, looking?: Looking): Promise<string[]> {
  const said: string[] = [];
  const hear = (line: { type(): string; text(): string }) => {
    if (line.type() === "error") said.push(`console: ${line.text().slice(0, 120)}`);
  };
  page.on("console", hear);
  await page.goto(running.url + address, { waitUntil: "load" });
  const found = await faultsOf(page, looking);
  const more = await page.evaluate(() => ({
    headings: document.querySelectorAll("h1").length,
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    title: document.title,
    lang: document.documentElement.lang,
    repeated: [...document.forms].flatMap((form) => {
      const buttons = new Set(
        [...form.querySelectorAll<HTMLButtonElement>("button[name]")].map(({ name }) => name),
      );
      const names = [...new FormData(form).keys(), ...buttons];
      return names.filter((name, at) => !name.endsWith("[]") && names.indexOf(name) !== at);
    }),
    small: [...document.querySelectorAll(".trail a")].filter((one) => one.getBoundingClientRect().height < 24)
      .length,
    uneven: [...document.querySelectorAll(".row, .actions")].flatMap((row) => {
      const boxes = [...row.querySelectorAll(":scope > .button")].map((one) => one.getBoundingClientRect());
      const below = boxes.map(({ top }, at) => Math.abs(top - (boxes[at - 1]?.top ?? top)));
      return below.filter((by, at) => by > 0 && by < (boxes[at]?.height ?? 0));
    }).length,
    twice: [...document.querySelectorAll("[id]")]
      .map(({ id }) => id)
      .filter((id, at, all) => all.indexOf(id) !== at),
  }));
  page.off("console", hear);
  return [
    ...found,
    ...said,
    ...(more.headings === 1 ? [] : [`${more.headings} h1`]),
    ...(more.wide > 0 ? [`${more.wide} px wider than the screen`] : []),
    ...more.twice.map((id) => `id ${id} twice`),
    ...more.repeated.map((name) => `a form with ${name} twice`),
    ...(more.small > 0 ? [`${more.small} links of the trail too low for a finger`] : []),
    ...(more.uneven > 0 ? [`${more.uneven} buttons beside one another at another height`] : []),
    ...(more.title && more.lang ? [] : ["no title or language"]),
  ].map((fault) => `${address} ${fault}`);
}

async function ids() {
  const { db } = running.city;
  const { place, event, series, organisation, handover } = await db.one<{
    place: string;
    event: string;
    series: string;
    organisation: string;
    handover: string;
  }>`
    select (select id from places.facility order by number limit 1) as place,
           (select organisation_id from places.facility order by number limit 1) as organisation,
           (select id from places.handover order by id limit 1) as handover,
           (select id from programme.event where state = 'published' order by id limit 1) as event,
           (select id from programme.series order by id limit 1) as series`;
  return { place, event, series, organisation, handover };
}

async function signInStaff(page: Page, login: string) {
  await page.goto(`${running.url}/desk/sign-in`);
  await page.fill("input[name=login]", login);
  await page.fill("input[name=password]", demoPassword);
  await page.click("main button[type=submit]");
  await page.waitForURL(/\/desk$/);
}

/** Each time another resident of the demo: the code shown is then the one just asked for. */
async function signInResident(page: Page, phone = "19900000001") {
  await page.goto(`${running.url}/sign-in`);
  await page.fill("input[name=phone]", phone);
  await page.click("main button[type=submit]");
  await page.waitForURL(/attempt=/);
  let code: string | undefined;
  while (!code) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const answer = await fetch(`${running.url}/api/dev/messages`);
    const { items } = (await answer.json()) as { items: { address: string; text: string }[] };
    code = /\d{6}/.exec(items.find(({ address }) => address.endsWith(phone))?.text ?? "")?.[0];
  }
  await page.fill("input[name=code]", code);
  await page.click("main button[type=submit]");
  await page.waitForURL((url) => !url.search.includes("attempt"));
}

// A language asked for is kept for the next page: Chinese has to be asked for again. Uyghur turns every page round.
const turns = ["lang=zh-CN", "lang=ug"];

async function allFaults(context: BrowserContext, addresses: string[], turned = turns): Promise<string[]> {
  const page = await context.newPage();
  const faults: string[] = [];
  for (const address of addresses) {
    for (const [at, turn] of turned.entries()) {
      const mark = address.includes("?") ? "&" : "?";
      const looking = at === 0 ? "at everything" : "at how it is set";
      faults.push(...(await faultsAt(page, `${address}${mark}${turn}`, looking)));
    }
  }
  await page.close();
  return faults;
}

test("public pages on a phone", { timeout: 240_000 }, async () => {
  const { place, event, series, organisation } = await ids();
  // Tall, so that the bar at the foot covers no link that a reader would scroll free.
  const context = await browser.newContext({ viewport: { width: 360, height: 12_000 } });
  const addresses = [
    "/",
    "/places",
    `/places/${place}`,
    "/events",
    `/events/${event}`,
    "/calendar",
    `/series/${series}`,
  ];
  const more = [
    "/network",
    `/organisations/${organisation}`,
    "/search?q=图书",
    "/catalogue?q=周树人",
    "/catalogue/classes",
    "/lists",
    "/new-books",
    "/sign-in",
    "/desk/sign-in",
    "/privacy",
    "/figures",
    "/api",
    "/nowhere",
  ];
  assert.deepEqual(
    (await allFaults(context, [...addresses, ...more])).filter((fault) => !fault.includes("404 (Not Found)")),
    [],
  );
});

test("the bar at the thumb makes no link that a reader would scroll free too small", async () => {
  const { place } = await ids();
  const page = await (await browser.newContext({ viewport: { width: 360, height: 800 } })).newPage();
  await page.goto(`${running.url}/places/${place}`);
  const bottom = await page
    .locator("#hours a")
    .last()
    .evaluate((link) => Math.round(link.getBoundingClientRect().bottom));
  const bar = await page.locator(".thumb-bar").evaluate((one) => one.getBoundingClientRect().height);
  // A screen whose bar begins in the middle of the link.
  await page.setViewportSize({ width: 360, height: bottom - 12 + Math.round(bar) });
  assert.deepEqual(await faultsAt(page, `/places/${place}`), []);
});

test("home, place and event in the dark", { timeout: 120_000 }, async () => {
  const { place, event } = await ids();
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme: "dark" });
  assert.deepEqual(await allFaults(context, ["/", `/places/${place}`, `/events/${event}`]), []);
});

test("the desk and the city's figures", { timeout: 240_000 }, async () => {
  const { place, event, handover } = await ids();
  const { offer } = await running.city.db.one<{ offer: string }>`
    select offer_id as offer from booking.claim order by made_at desc limit 1`;
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await signInStaff(page, "ju-manager");
  const addresses = [
    "/desk",
    "/desk/find?q=书",
    "/desk/door",
    `/desk/door/${offer}`,
    "/desk/events",
    "/desk/events/new",
  ];
  const more = [
    `/desk/events/${event}`,
    "/desk/places",
    `/desk/places/${place}`,
    `/desk/places/${place}/hours`,
  ];
  const things = ["things", "photographs", "sharing", "handover"].map(
    (part) => `/desk/places/${place}/${part}`,
  );
  const network = ["/desk/network", "/desk/network/people", "/desk/handovers", `/desk/handovers/${handover}`];
  const rest = ["/desk/staff", "/desk/account", "/desk/helping", "/city", "/city/visits", "/city/wall"];
  assert.deepEqual(await allFaults(context, [...addresses, ...more, ...things, ...network, ...rest]), []);
});

test("what one keeps of oneself, on a phone", { timeout: 180_000 }, async () => {
  const { place } = await ids();
  const context = await browser.newContext({ viewport: { width: 360, height: 12_000 } });
  const page = await context.newPage();
  await signInResident(page);
  const own = [
    "",
    "account",
    "preferences",
    "family",
    "family/join",
    "documents",
    "messages",
    "acts",
    "pass",
    "export",
    "erase",
  ];
  assert.deepEqual(
    await allFaults(context, [...own.map((part) => `/my/${part}`), `/places/${place}/report`]),
    [],
  );
});

/** By how much the page at an address is wider than the screen. */
async function tooWide(page: Page, address: string): Promise<string[]> {
  await page.goto(running.url + address);
  const by = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  return by > 0 ? [`${address}: ${by} px`] : [];
}

test("in big letters no page with a form is wider than a phone", { timeout: 120_000 }, async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
  await context.addCookies([{ name: "size", value: "big", url: running.url }]);
  const page = await context.newPage();
  const wide = await tooWide(page, "/sign-in?lang=zh-CN");
  await signInResident(page, "19900000002");
  for (const part of ["account", "preferences", "family", "family/join", "documents", "pass", "erase"])
    for (const lang of ["zh-CN", "en"]) wide.push(...(await tooWide(page, `/my/${part}?lang=${lang}`)));
  assert.deepEqual(wide, []);
});

test("the preview of an event is no wider than a phone, whatever its table of places says", {
  timeout: 120_000,
}, async () => {
  const page = await (await browser.newContext({ viewport: { width: 360, height: 800 } })).newPage();
  await signInStaff(page, "ju-manager");
  const events = await running.city.db.many<{ id: string }>`
    select distinct e.id from programme.event e join programme.session s on s.event_id = e.id
     where e.state = 'published' and s.starts_at > now() and s.offer_id is not null order by e.id limit 6`;
  const wide: string[] = [];
  for (const { id } of events) wide.push(...(await tooWide(page, `/desk/events/${id}/preview?lang=en`)));
  assert.ok(events.length > 0);
  assert.deepEqual(wide, []);
});

test("observed openings, condition, renovations, groups and records", { timeout: 240_000 }, async () => {
  const { place } = await ids();
  const context = await browser.newContext({ viewport: { width: 360, height: 12_000 } });
  await signInStaff(await context.newPage(), "ju-manager");
  const ofPlace = ["openings", "condition", "renovations"].map((part) => `/desk/places/${place}/${part}`);
  const ofCity = ["openings", "opening-rule", "renovations", "holidays", "audiences", "acts", "identity"];
  const addresses = [...ofPlace, ...ofCity.map((part) => `/desk/${part}`)];
  assert.deepEqual(await allFaults(context, addresses), []);
});

test("the words and demands of the city, by who may change them", { timeout: 120_000 }, async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 12_000 } });
  const page = await context.newPage();
  await signInStaff(page, "admin");
  const network = ["/desk/network/kinds?kind=library", "/desk/network/standards?standard=street-station"];
  const rules = ["", "/new", "/deposit-free-lending"].map((rest) => `/desk/eligibility${rest}`);
  assert.deepEqual(await allFaults(context, [...network, ...rules]), []);
});

test("contests, works, ratings, notices and rules of booking, on a phone turned round", {
  timeout: 240_000,
}, async () => {
  const { contest, round, work, rated, session } = await running.city.db.one<
    Record<"contest" | "round" | "work" | "rated" | "session", string>
  >`
    select (select event_id from programme.contest limit 1) as contest,
           (select id from programme.contest_round limit 1) as round,
           (select id from programme.work limit 1) as work, f.event_id as rated, f.session_id as session
      from programme.feedback f limit 1`;
  const turned = ["lang=zh-CN&dir=rtl"];
  const narrow = { viewport: { width: 360, height: 12_000 } };
  const resident = await browser.newContext(narrow);
  await signInResident(await resident.newPage(), "19900000004");
  const open = [
    `/events/${contest}/contest`,
    `/events/${rated}/poster`,
    "/series",
    "/tours",
    "/works",
    `/works/${work}`,
  ];
  const own = ["/my/notices", "/my/entries", "/my/no-shows", "/jury"];
  const rating = `/events/${rated}/feedback?session=${session}`;
  const faults = await allFaults(resident, [...open, "/open-data", ...own, rating], turned);
  const desk = await browser.newContext(narrow);
  await signInStaff(await desk.newPage(), "ju-manager");
  const ofBooking = ["no-shows", "no-show-rules", "rules?kind=period", "rules/trial", "notices", "exchange"];
  const ofEvents = [
    "series",
    "works",
    `works/${work}`,
    `contest-rounds/${round}`,
    `events/${contest}/contest`,
  ];
  const ofRated = [`events/${rated}/feedback`, `events/${rated}/sessions/${session}/report`];
  const addresses = [...ofBooking, ...ofEvents, ...ofRated].map((one) => `/desk/${one}`);
  faults.push(...(await allFaults(desk, addresses, turned)));
  assert.deepEqual(faults, []);
});

test("content pages carry no framework script and ask nobody outside", async () => {
  const { place, event } = await ids();
  const context = await browser.newContext();
  const page = await context.newPage();
  const outside: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(running.url) && !request.url().startsWith("data:"))
      outside.push(request.url());
  });
  for (const address of ["/", "/places", "/events", `/places/${place}`, `/events/${event}`]) {
    await page.goto(running.url + address);
    const scripts = await page.locator("script[src]").count();
    assert.equal(scripts, 1, `${address} loads the small touches and nothing else`);
  }
  assert.deepEqual(outside, []);
});

test("by keyboard: skip link first, then the page", async () => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(running.url);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("href")), "#main");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "main");
});
