/** calendar.txt and calendar_dates.txt: on which days a service runs. */
import type { Service } from "./feed.ts";
import type { Findings } from "./finding.ts";
import { readTable, type Source } from "./table.ts";
import { Values } from "./values.ts";

const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/** Some write a calendar to the end of the century. */
const mostDays = 40_000;

/** The services of a feed. At least one of the two files is there. */
export async function readServices(from: {
  source: Source;
  findings: Findings;
}): Promise<{ services: Service[]; serviceIds: ReadonlyMap<string, number> }> {
  const services: Service[] = [];
  const serviceIds = new Map<string, number>();
  const isThere = await readWeeks(from, services, serviceIds);
  const hasDates = await readDates(from, services, serviceIds);
  if (!isThere && !hasDates)
    from.findings.error("gtfs.file-missing", { file: "calendar.txt", line: null, field: null });
  return { services, serviceIds };
}

function readWeeks(
  from: { source: Source; findings: Findings },
  services: Service[],
  serviceIds: Map<string, number>,
): Promise<boolean> {
  const file = "calendar.txt";
  const values = new Values(file, from.findings);
  const columns = ["service_id", ...weekdays, "start_date", "end_date"];
  return readTable(from, { file, columns, mayBeMissing: true }, (row) => {
    const id = values.id(row, "service_id", { known: serviceIds, index: services.length });
    let bits = 0;
    for (const [bit, weekday] of weekdays.entries())
      if (values.whole(row, weekday, [0, 1]) === 1) bits |= 1 << bit;
    const first = values.date(row, "start_date");
    const last = values.date(row, "end_date");
    if (first !== null && last !== null && last < first) values.error("gtfs.dates-reversed", row, "end_date");
    if (first !== null && last !== null && last - first > mostDays)
      values.error("gtfs.calendar-too-long", row, "end_date");
    if (id !== null)
      services.push({ id, weekdays: bits, first: first ?? 0, last: last ?? 0, added: [], removed: [] });
  });
}

function readDates(
  from: { source: Source; findings: Findings },
  services: Service[],
  serviceIds: Map<string, number>,
): Promise<boolean> {
  const file = "calendar_dates.txt";
  const values = new Values(file, from.findings);
  const seen = new Set<string>();
  const columns = ["service_id", "date", "exception_type"];
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  return readTable(from, { file, columns, mayBeMissing: true }, (row) => {
    const id = values.required(row, "service_id");
    const day = values.date(row, "date");
    // Nobody can guess whether it runs or not.
    const type = values.whole(row, "exception_type", [1, 2]);
    if (id === null || day === null || type === null) return;
    if (seen.has(`${day} ${id}`)) values.error("gtfs.id-twice", row, "date");
    seen.add(`${day} ${id}`);
    first = Math.min(first, day);
    last = Math.max(last, day);
    if (last - first > mostDays) values.error("gtfs.calendar-too-long", row, "date");
    const service = services[serviceIds.get(id) ?? services.length];
    if (service) (type === 1 ? service.added : service.removed).push(day);
    else {
      serviceIds.set(id, services.length);
      const dates = { added: type === 1 ? [day] : [], removed: type === 2 ? [day] : [] };
      services.push({ id, weekdays: 0, first: 0, last: -1, ...dates });
    }
  });
}
