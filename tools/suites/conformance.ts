/** `npm run conformance`: what we say to others, read by what others wrote. */
import ICAL from "ical.js";
import { runningCity } from "../../e2e/running-city.ts";
import { type Row, report } from "./table.ts";

const running = await runningCity();
try {
  const rows: Row[] = [];
  const get = async (path: string) => (await fetch(running.url + path)).text();

  const feed = new ICAL.Component(ICAL.parse(await get("/api/events.ics")));
  const events = feed.getAllSubcomponents("vevent").map((component) => new ICAL.Event(component));
  const { published } = await running.city.db.one<{ published: number }>`
    select count(*)::int as published from programme.session s join programme.event e on e.id = s.event_id
     where e.state = 'published' and s.ends_at > now() - interval '31 days' and s.starts_at < now() + interval '366 days'`;
  rows.push({
    what: "RFC 5545 feed, read by ical.js",
    ok:
      events.length > 0 &&
      events.every((event) => event.uid && event.startDate.toJSDate() < event.endDate.toJSDate()),
    note: `${events.length} events, ${published} sessions published`,
  });

  const document = JSON.parse(await get("/api/openapi.json"));
  const described = Object.values<Record<string, { operationId: string }>>(document.paths).flatMap((path) =>
    Object.values(path).map(({ operationId }) => operationId),
  );
  rows.push({
    what: "OpenAPI 3.1: every operation once",
    ok: document.openapi === "3.1.0" && new Set(described).size === running.city.operations.length,
    note: `${described.length} operations`,
  });
  rows.push({
    what: "OpenAPI 3.1: schema of the document",
    ok: null,
    note: "no validator is part of the project yet",
  });

  const refused = await fetch(`${running.url}/api/events/not-an-id`);
  const problem = (await refused.json()) as Record<string, unknown>;
  rows.push({
    what: "RFC 9457 problem",
    ok:
      refused.headers.get("content-type")?.startsWith("application/problem+json") === true &&
      ["type", "title", "status"].every((member) => member in problem),
    note: `${refused.status} ${problem.id}`,
  });
  report(rows);
} finally {
  await running.stop();
}
