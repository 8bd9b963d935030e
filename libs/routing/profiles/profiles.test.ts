import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cycling } from "./cycling.ts";
import type { Profile, Speeds } from "./profile.ts";
import { cyclingSlope, walkingSlope, wheelchairSlope } from "./slope.ts";
import { walking } from "./walking.ts";
import { wheelchair } from "./wheelchair.ts";
import { cyclistsWinter, inWinter, walkersWinter, wheelchairWinter } from "./winter.ts";

/** "highway=steps foot=no" */
const tags = (text: string) =>
  new Map(
    text.split(" ").map((tag) => [tag.slice(0, tag.indexOf("=")), tag.slice(tag.indexOf("=") + 1)] as const),
  );

function checks(profile: Profile, table: Record<string, number | [number, number]>): void {
  for (const [text, speed] of Object.entries(table)) {
    const [forward, backward] = typeof speed === "number" ? [speed, speed] : speed;
    const found: Speeds = profile.speeds(tags(text));
    const rounded = {
      forward: Math.round(found.forward * 100) / 100,
      backward: Math.round(found.backward * 100) / 100,
    };
    assert.deepEqual(rounded, { forward, backward }, `${profile.name}: ${text}`);
  }
}

test("on foot: what the tags open, close and make one-way", () => {
  checks(walking(), {
    "highway=residential": 4.5,
    "highway=residential oneway=yes": 4.5,
    "highway=steps": 4.5,
    "highway=cycleway": 4.5,
    "highway=cycleway foot=no": 0,
    "highway=trunk": 4.5,
    "highway=trunk motorroad=yes": 0,
    "highway=motorway": 0,
    "highway=motorway foot=yes": 4.5,
    "highway=primary tunnel=yes": 0,
    "highway=primary tunnel=yes sidewalk=both": 4.5,
    "highway=residential tunnel=yes": 4.5,
    "highway=service access=private": 0,
    "highway=service access=private foot=yes": 4.5,
    "highway=service access=destination": 4.5,
    "highway=construction": 0,
    "highway=steps conveying=forward": [4.5, 0],
    "railway=platform": 4.5,
    "route=ferry foot=yes": 0,
    "building=yes": 0,
  });
});

test("in a wheelchair: steps, surface, width, incline", () => {
  checks(wheelchair(), {
    "highway=footway": 3.6,
    "highway=steps": 0,
    "highway=steps ramp:wheelchair=yes": 3.6,
    "highway=footway surface=sand": 0,
    "highway=footway surface=sett": 2.16,
    "highway=footway smoothness=very_bad": 0,
    "highway=footway width=0.6": 0,
    "highway=footway width=1.5": 3.6,
    "highway=footway incline=12%": 0,
    "highway=footway incline=-3": 3.6,
    "highway=footway incline=up": 3.6,
    "highway=footway incline=6°": 0,
    "highway=footway incline=12% wheelchair=yes": 3.6,
    "highway=footway wheelchair=no": 0,
    "highway=path": 1.8,
  });
  const passes = (text: string) => wheelchair().passes(tags(text));
  assert.ok(
    passes("kerb=lowered") &&
      passes("kerb=flush") &&
      passes("barrier=gate") &&
      passes("kerb=raised wheelchair=yes"),
  );
  assert.ok(
    !passes("kerb=raised") &&
      !passes("kerb:height=0.1") &&
      !passes("barrier=kerb") &&
      !passes("barrier=gate width=0.5"),
  );
});

test("by bicycle: one-way streets, contraflow, pushing", () => {
  checks(cycling(), {
    "highway=residential": 15,
    "highway=residential oneway=yes": [15, 4],
    "highway=residential oneway=-1": [4, 15],
    "highway=residential oneway=yes oneway:bicycle=no": 15,
    "highway=residential oneway=yes cycleway=opposite_lane": 15,
    "highway=residential oneway=yes cycleway:left:oneway=no": 15,
    "highway=tertiary junction=roundabout": [15, 4],
    "highway=footway": 4,
    "highway=footway bicycle=yes": 10.5,
    "highway=residential bicycle=dismount": 4,
    "highway=residential bicycle=no": 0,
    "highway=steps": 0,
    "highway=motorway": 0,
    "highway=residential vehicle=no": 4,
  });
});

test("gates: locked or private stops, open or silent does not", () => {
  const passes = (text: string) => walking().passes(tags(text));
  assert.ok(
    passes("barrier=gate") &&
      passes("barrier=bollard") &&
      passes("highway=crossing") &&
      passes("barrier=gate access=private foot=yes"),
  );
  assert.ok(
    !passes("barrier=gate locked=yes") && !passes("barrier=gate access=private") && !passes("barrier=wall"),
  );
});

test("winter slows every way, and closes what is for summer", () => {
  checks(inWinter(walking(), walkersWinter), {
    "highway=residential": 4.05,
    "highway=steps": 2.7,
    "highway=residential winter_service=no": 2.03,
    "highway=path seasonal=summer": 0,
  });
  checks(inWinter(wheelchair(), wheelchairWinter), { "highway=residential": 2.52, "highway=path": 0 });
  assert.equal(inWinter(cycling(), cyclistsWinter).name, "cycling-winter");
});

test("up is slower than level, steeper up never faster; down is never faster than a bound", () => {
  for (const slope of [walkingSlope, wheelchairSlope, cyclingSlope]) {
    assert.equal(slope(0), 1);
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (a, b) => {
          const [less, more] = a < b ? [a, b] : [b, a];
          assert.ok(slope(more) <= slope(less) && slope(-a) <= 1.5);
        },
      ),
    );
  }
  // Tobler: fastest at 5 % down, and 6 against 5.04 km/h on the level.
  assert.ok(Math.abs(walkingSlope(-0.05) - 6 / 5.0368) < 0.001);
  assert.equal(wheelchairSlope(0.1), 0);
  assert.ok(walkingSlope(0.1) < walkingSlope(-0.1));
});
