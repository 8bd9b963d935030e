import assert from "node:assert/strict";
import { test } from "node:test";
import type { Role } from "#platform/auth";
import { type Side, sidesOf } from "./sides.ts";

const parties = (from: string, to: string) => ({ from: { path: from }, to: { path: to } });

test("a role speaks for the side it covers, and one over both speaks for neither", () => {
  const siblings = parties("city.oil.station.", "city.bureau.street.");
  const downwards = parties("city.bureau.", "city.bureau.street.");
  const upwards = parties("city.bureau.street.", "city.bureau.");
  const table: [string, [Role, string][], ReturnType<typeof parties>, Side[]][] = [
    ["the station's own manager", [["manager", "city.oil.station."]], siblings, ["from"]],
    ["the manager of the enterprise above it", [["manager", "city.oil."]], siblings, ["from"]],
    ["the street's manager", [["manager", "city.bureau.street."]], siblings, ["to"]],
    ["the city over both", [["manager", "city."]], siblings, []],
    [
      "the city over both, with a role of their own there",
      [
        ["manager", "city."],
        ["manager", "city.oil."],
      ],
      siblings,
      ["from"],
    ],
    ["a neighbour", [["manager", "city.bureau.street2."]], siblings, []],
    [
      "an editor, an admin, an auditor",
      [
        ["editor", "city.oil."],
        ["admin", "city.oil."],
        ["auditor", "city.oil."],
      ],
      siblings,
      [],
    ],
    [
      "somebody who works on both sides",
      [
        ["manager", "city.oil."],
        ["manager", "city.bureau."],
      ],
      siblings,
      ["from", "to"],
    ],
    ["the upper side of a hand-over downwards", [["manager", "city.bureau."]], downwards, ["from"]],
    ["the lower side of it", [["manager", "city.bureau.street."]], downwards, ["to"]],
    ["whoever stands over both of it", [["manager", "city."]], downwards, []],
    ["the upper side of a hand-over upwards", [["manager", "city.bureau."]], upwards, ["to"]],
    ["the lower side of it", [["manager", "city.bureau.street."]], upwards, ["from"]],
    ["nobody", [], siblings, []],
  ];
  for (const [who, roles, between, sides] of table) {
    const grants = roles.map(([role, path]) => ({ role, path }));
    assert.deepEqual(sidesOf({ grants }, between), sides, who);
  }
});
