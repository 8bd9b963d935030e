/** The stream of a session as the fields of a form, there and back. Days and times are those of the city. */
import { Temporal } from "temporal-polyfill";
import { said } from "#web/page.ts";
import type { SessionView } from "../contract.ts";

/** The values of the fields; times that are the session's own stay empty. */
export function streamValues(
  { startsAt, endsAt, stream }: Pick<SessionView, "startsAt" | "endsAt" | "stream">,
  zone: string,
): Record<string, string> {
  const own = stream && (stream.startsAt !== startsAt || stream.endsAt !== endsAt);
  const when = (name: string, iso: string) => {
    const local = Temporal.Instant.from(iso).toZonedDateTimeISO(zone);
    return {
      [name]: local.toPlainDate().toString(),
      [`${name}.time`]: local.toPlainTime().toString({ smallestUnit: "minute" }),
    };
  };
  return {
    ...(own && { ...when("times.startsAt", stream.startsAt), ...when("times.endsAt", stream.endsAt) }),
    replayLink: stream?.replay?.link ?? "",
  };
}

/** What was typed, in the shape of the contract. Times that are none stay as typed, so that the contract names the field. */
export function streamFrom(form: FormData, zone: string) {
  const typed = (name: string) => said(form, name);
  const when = (name: string) => {
    const [on, time] = [typed(name), typed(`${name}.time`)];
    try {
      return Temporal.PlainDateTime.from(`${on}T${time}`).toZonedDateTime(zone).toInstant().toString();
    } catch {
      return `${on} ${time}`.trim();
    }
  };
  const times = { startsAt: when("times.startsAt"), endsAt: when("times.endsAt") };
  return {
    times: times.startsAt || times.endsAt ? times : null,
    replayLink: typed("replayLink") || null,
  };
}
