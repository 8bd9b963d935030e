import { Temporal } from "temporal-polyfill";
import type { Chance } from "./chance.ts";
import { spansOn, ZONE } from "./schedule.ts";
import type { DemoDoor, DemoOrganisation, DemoPlace, DemoStaff } from "./types.ts";

const daysBack = 30;

/** What was seen at doors in the last month: clerks who open and close, locks that tell by themselves, a few visitors in front of a shut door. */
export function doors(
  random: Chance,
  city: {
    places: readonly DemoPlace[];
    organisations: readonly DemoOrganisation[];
    staff: readonly DemoStaff[];
  },
  now: Temporal.ZonedDateTime,
): DemoDoor[] {
  const today = now.toPlainDate();
  return city.places.flatMap((place) => {
    const by = clerkOf(place, city);
    const device = place.kind === "book-house" || place.level === "city" ? "正门门禁" : null;
    if (!by && !device) return [];
    return Array.from({ length: daysBack }, (_, n) => today.subtract({ days: daysBack - 1 - n })).flatMap(
      (day) => {
        const spans = spansOn(place, day);
        const [first, last] = [spans[0], spans.at(-1)];
        if (!first || !last || last.to - first.from >= 1440) return [];
        const at = (minute: number) =>
          day.toZonedDateTime({ timeZone: ZONE, plainTime: "00:00" }).add({ minutes: minute });
        const door = (what: DemoDoor["what"], minute: number): DemoDoor[] =>
          Temporal.ZonedDateTime.compare(at(minute), now) > 0
            ? []
            : [
                {
                  demo: true,
                  place: place.key,
                  what,
                  at: at(minute).toInstant().toString(),
                  by,
                  device: by ? null : device,
                },
              ];
        // One day in thirty nobody wrote anything down, and one in sixty the door was late or early.
        const fate = random.whole(1, 60);
        if (fate <= 2) return fate === 1 ? door("shut", first.from + 40) : [];
        return [
          ...door("opened", first.from + (fate === 3 ? random.whole(15, 40) : random.whole(-8, 6))),
          ...door("closed", last.to + (fate === 4 ? random.whole(-45, -15) : random.whole(-3, 9))),
        ];
      },
    );
  });
}

/** The login of somebody who keeps the counter where the place belongs, or null. */
function clerkOf(
  place: DemoPlace,
  { organisations, staff }: { organisations: readonly DemoOrganisation[]; staff: readonly DemoStaff[] },
): string | null {
  const paths = new Map(organisations.map(({ key, path }) => [key, path]));
  const own = paths.get(place.organisation) ?? "";
  const clerk = staff.find(({ grants }) =>
    grants.some(
      ({ role, organisation }) => role === "clerk" && own.startsWith(paths.get(organisation) ?? "?"),
    ),
  );
  return clerk?.login ?? null;
}
