import assert from "node:assert/strict";
import { test } from "node:test";
import { eventQuery, eventsHref } from "./event-query.ts";

test("an address is read, changed and written; a new filter begins at the first page", () => {
  const query = eventQuery(new URLSearchParams("when=today&kind=&q=%20剪纸%20&cursor=abc&other=1"));
  assert.deepEqual(query, { when: "today", q: "剪纸", cursor: "abc" });
  assert.equal(
    eventsHref(query, { when: "weekend" }),
    `/events?when=weekend&q=${encodeURIComponent("剪纸")}`,
  );
  assert.equal(eventsHref({ when: "today" }, { when: null }), "/events");
});
