/** Feeds for tests: files as text, packed and read. */
import { ZipFile } from "yazl";
import { readGtfs } from "./gtfs/read.ts";
import { buildTimetable } from "./timetable/build.ts";
import type { Timetable } from "./timetable/shape.ts";

export type Files = Record<string, string>;

export async function packed(files: Record<string, string | Uint8Array>): Promise<Uint8Array> {
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(files))
    zip.addBuffer(Buffer.from(text), name, { compress: false });
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

/** The timetable of files that are a sound feed. */
export async function timetableOf(files: Files): Promise<Timetable> {
  const { feed, findings } = await readGtfs(await packed(files));
  if (!feed) throw new Error(JSON.stringify(findings));
  return buildTimetable(feed);
}

/** A line with five stops and two trips on the first Monday of 2026, and what else is handed in. */
export function aFeed(files: Files = {}): Files {
  return {
    "agency.txt": "agency_name,agency_url,agency_timezone\n公交,https://bus.example,Asia/Shanghai\n",
    "stops.txt":
      "stop_id,stop_name,stop_lat,stop_lon\na,友谊路,45.6,84.88\nb,文化馆,45.6,84.89\nc,图书馆,45.6,84.9\nd,世纪公园,45.6,84.92\ne,博物馆,45.6,84.93\n",
    "routes.txt": "route_id,route_short_name,route_type\n1,1路,3\n",
    "trips.txt": "route_id,service_id,trip_id,trip_headsign\n1,daily,t1,博物馆\n1,daily,t2,博物馆\n",
    "stop_times.txt":
      "trip_id,stop_sequence,stop_id,arrival_time,departure_time\nt1,1,a,08:00:00,08:00:00\nt1,2,b,08:05:00,08:06:00\nt1,3,c,,\nt1,4,d,08:15:00,08:15:00\nt2,1,a,08:30:00,08:30:00\nt2,2,b,08:35:00,08:35:00\n",
    "calendar.txt":
      "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\ndaily,1,1,1,1,1,1,1,20260105,20260118\n",
    ...files,
  };
}

export const clock = (seconds: number): string =>
  [seconds / 3600, (seconds / 60) % 60, seconds % 60]
    .map((n) => String(Math.floor(n)).padStart(2, "0"))
    .join(":");
