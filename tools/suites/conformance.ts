/** `npm run conformance`: what we say to others, read by what others wrote. */
import type { Temporal } from "temporal-polyfill";
import { runningCity } from "../../e2e/running-city.ts";
import { readCalendar } from "./conformance-calendar.ts";
import { checkAnswers, checkDocument } from "./conformance-openapi.ts";
import { type Row, report } from "./table.ts";

const running = await runningCity();
try {
  const get = async (path: string) => (await fetch(running.url + path)).text();
  const document = JSON.parse(await get("/api/openapi.json"));
  report([
    ...(await checkDocument(document, running.city.operations.length)),
    await checkAnswers(running.url, document),
    await wholeProgramme(get),
    await eachEvent(get),
    await aProblem(running.url),
    { what: "GeoJSON (RFC 7946), CSV (RFC 4180)", ok: null, note: "no public file of these kinds yet" },
    {
      what: "iCalendar in phones and mail programs",
      ok: null,
      note: "they cannot be had here; read by ical.js alone",
    },
  ]);
} finally {
  await running.stop();
}

/** The subscription holds exactly the published sessions of its span, at their instants. */
async function wholeProgramme(get: (path: string) => Promise<string>): Promise<Row> {
  const { occasions, faults } = readCalendar(await get("/api/events.ics"));
  const sessions = await running.city.db.many<{ startsAt: Temporal.Instant; endsAt: Temporal.Instant }>`
    select s.starts_at, s.ends_at from programme.session s join programme.event e on e.id = s.event_id
     where e.state = 'published' and s.ends_at > now() - interval '31 days' and s.starts_at < now() + interval '366 days'`;
  const told = (from: number, to: number) => `${from} ${to}`;
  const read = new Set(occasions.map(({ startsAt, endsAt }) => told(startsAt, endsAt)));
  const missing = sessions.filter(
    ({ startsAt, endsAt }) => !read.has(told(startsAt.epochMilliseconds, endsAt.epochMilliseconds)),
  ).length;
  if (missing > 0)
    faults.push(`${missing} of ${sessions.length} published sessions are missing or at another time`);
  return {
    what: "RFC 5545: the programme, by ical.js",
    ok: faults.length === 0 && sessions.length > 0,
    note: faults[0] ?? `${occasions.length} occasions, ${sessions.length} published sessions`,
  };
}

async function eachEvent(get: (path: string) => Promise<string>): Promise<Row> {
  const events = await running.city.db.many<{
    id: string;
  }>`select id from programme.event where state = 'published'`;
  const faults: string[] = [];
  let read = 0;
  for (const { id } of events) {
    const calendar = readCalendar(await get(`/api/events/${id}.ics`));
    read += calendar.occasions.length;
    faults.push(...calendar.faults.map((fault) => `${id}: ${fault}`));
  }
  return {
    what: "RFC 5545: each event by itself, by ical.js",
    ok: faults.length === 0 && read >= events.length,
    note: faults[0] ?? `${events.length} events, ${read} occasions`,
  };
}

async function aProblem(url: string): Promise<Row> {
  const refused = await fetch(`${url}/api/events/not-an-id`);
  const problem: unknown = await refused.json();
  return {
    what: "RFC 9457: a refusal",
    ok:
      refused.headers.get("content-type")?.startsWith("application/problem+json") === true &&
      Object(problem).status === refused.status &&
      ["type", "title"].every((member) => typeof Object(problem)[member] === "string"),
    note: `${refused.status} ${Object(problem).id}`,
  };
}
