/** The demo fills whole or not at all, and its people can do what they are there for: through the doors, on a real server. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { readConfig } from "#platform/config";
import { wallClock } from "#platform/ctx";
import { newId } from "#platform/db";
import { openMessenger } from "#platform/notify";
import { database } from "#platform/testing";
import { eventText, sessionText } from "#programme/testing";
import { openCity } from "../main/city.ts";
import { cityServer } from "../main/server.ts";
import type { Scale } from "./demo/city.ts";
import { ensureDemoCity } from "./fill.ts";
import { fillingOf } from "./filling/mark.ts";
import { demoPassword } from "./filling/people.ts";

const DATA_DIR = await mkdtemp(join(tmpdir(), "wenmai-filling-"));
const env = { DATA_DIR, LOG_LEVEL: "silent" };
const { db, url } = await database();
const config = readConfig(env);
const city = await openCity(config, url, openMessenger(config, wallClock));
after(async () => {
  await city.close();
  await rm(DATA_DIR, { recursive: true, force: true });
});

/** Sees to the demo as `npm start` does; answers what was said. */
async function ensure(scale: Scale = "small"): Promise<string[]> {
  const said: string[] = [];
  await ensureDemoCity(city, { url, scale, tell: () => undefined, say: (line) => void said.push(line) });
  return said;
}

const standing = () =>
  db.one<{ audits: number; organisations: number; places: number; events: number; accounts: number }>`
    select (select count(*) from platform.audit) as audits,
           (select count(*) from places.organisation) as organisations,
           (select count(*) from places.facility) as places,
           (select count(*) from programme.event) as events,
           (select count(*) from people.account) as accounts`;

// What `npm start` does up to the filling, in a process that can be killed.
const startUntilFilled = `
  import { openCity } from "#main/city";
  import { readConfig } from "#platform/config";
  import { wallClock } from "#platform/ctx";
  import { openMessenger } from "#platform/notify";
  import { ensureDemoCity } from "#seed/fill";
  const config = readConfig(process.env);
  const url = process.env.CITY_URL;
  const city = await openCity(config, url, openMessenger(config, wallClock));
  const say = (line) => void process.stdout.write(line + "\\n");
  await ensureDemoCity(city, { url, say, tell: ({ event, what, done }) => say([event, what, done].join("\\t")) });
`;

/** Starts filling in a process of its own and kills that without a word once some events are in. */
async function killAmongEvents(): Promise<void> {
  const child = spawn(process.execPath, ["--input-type=module", "--eval", startUntilFilled], {
    cwd: fileURLToPath(new URL("../", import.meta.url)),
    env: { ...process.env, ...env, CITY_URL: url },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
    if (/^step\tseries and events\t[1-9]/m.test(said)) child.kill("SIGKILL");
  });
  const [, signal] = await ended;
  assert.equal(signal, "SIGKILL", said);
}

test("a filling that was killed in the middle begins anew at the next start, and is whole then", async () => {
  assert.equal(await fillingOf(db), "none");
  await killAmongEvents();
  assert.equal(await fillingOf(db), "unfinished");
  const half = await standing();
  assert.ok(half.organisations > 0 && half.events > 0 && half.events < 98, JSON.stringify(half));

  assert.match((await ensure()).join(), /begins anew/);
  assert.equal(await fillingOf(db), "done");
  const whole = await standing();
  assert.deepEqual(
    { ...whole, audits: 0 },
    { audits: 0, organisations: half.organisations, places: 60, events: 98, accounts: half.accounts },
  );

  assert.deepEqual(await ensure(), []);
  assert.match((await ensure("full")).join(), /--scale full needs a data folder of its own/);
  assert.deepEqual(await standing(), whole, "a filled city is left as it is");
});

test("the one-person station writes, checks, approves and publishes alone, by the rule from above", async (t) => {
  const app = await cityServer(city, { pages: false });
  t.after(() => app.close());
  const signedIn = await app.inject({
    method: "POST",
    url: "/api/desk/sign-in",
    payload: { login: "chengnan", password: demoPassword },
  });
  assert.equal(signedIn.statusCode, 200, signedIn.body);
  const cookie = String(signedIn.headers["set-cookie"]).split(";")[0] ?? "";
  const ask = async (method: "GET" | "POST", path: string, payload?: object) => {
    const headers = { cookie, "idempotency-key": newId(), "sec-fetch-site": "same-origin" };
    const answer = await app.inject({ method, url: path, headers, ...(payload && { payload }) });
    assert.equal(answer.statusCode, 200, `${path} ${answer.body}`);
    return answer.json();
  };
  const { items: organisations } = await ask("GET", "/api/desk/organisations");
  const [station] = organisations;
  assert.equal(station.name, "城南社区居委会");
  const { items: places } = await ask("GET", "/api/desk/places");
  const written = await ask("POST", "/api/desk/events", {
    organisationId: station.id,
    event: eventText({ title: "邻里剪纸", mode: "on-site", placeId: places[0].id, link: null }),
    sessions: [sessionText({ clock: wallClock }, { hoursAhead: 72, booking: null })],
  });
  let { version } = written;
  for (const step of ["submit", "check", "approve", "publish"]) {
    const { can } = await ask("GET", `/api/desk/events/${written.id}`);
    assert.ok(can.includes(step), `${step} is offered among ${can}`);
    ({ version } = await ask("POST", `/api/desk/events/${written.id}/steps`, { version, step }));
  }
  const shown = await app.inject(`/api/events/${written.id}`);
  assert.equal(shown.json().title, "邻里剪纸");
  const { history } = await ask("GET", `/api/desk/events/${written.id}`);
  assert.deepEqual(
    history
      .filter(({ alone }: { alone: boolean }) => alone)
      .map(({ step }: { step: string }) => step)
      .toSorted(),
    ["approve", "check"],
    "that somebody checked their own work stays on record",
  );
});

test("an unfinished filling in which anybody has changed something or signed in is left as it is", async () => {
  // The test before has signed in and published.
  await db.run`update platform.demo_filling set done_at = null`;
  const before = await standing();
  assert.match((await ensure()).join(), /left as it is/);
  assert.deepEqual(await standing(), before);
  await db.run`delete from platform.session`;
  assert.match((await ensure()).join(), /left as it is/, "what was published stays");
  await db.run`delete from platform.audit where request_id <> 'fill-demo'`;
  await db.run`update places.organisation set demo = false where kind = 'library'`;
  assert.match((await ensure()).join(), /left as it is/, "an organisation that is no demo stays");
  assert.deepEqual({ ...(await standing()), audits: 0 }, { ...before, audits: 0 });
});

test("a city without a mark is somebody's own and is left as it is", async () => {
  await db.run`delete from platform.demo_filling`;
  const before = await standing();
  assert.deepEqual(await ensure(), []);
  assert.equal(await fillingOf(db), "own");
  assert.deepEqual(await standing(), before);
});
