import assert from "node:assert/strict";
import { test } from "node:test";
import { type Actor, anonymous, pathsHeld } from "./actor.ts";

test("where one of these roles is held, each path once", () => {
  const cover = { id: "cover", subject: "colleague" };
  const actor: Actor = {
    ...anonymous,
    kind: "staff",
    grants: [
      { role: "clerk", path: "klmy.library." },
      { role: "manager", path: "klmy.library." },
      { role: "editor", path: "klmy.museum." },
      { role: "clerk", path: "klmy.museum.", cover },
    ],
  };
  assert.deepEqual(pathsHeld(actor, "clerk", "manager"), ["klmy.library.", "klmy.museum."]);
  assert.deepEqual(pathsHeld(actor, "manager"), ["klmy.library."]);
  assert.deepEqual(pathsHeld(actor), []);
});
