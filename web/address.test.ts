import assert from "node:assert/strict";
import { test } from "node:test";
import { RouterContextProvider } from "react-router";
import { texts } from "#platform/i18n";
import type { PageContext } from "../platform/pages/context.ts";
import { askedItem, askedNumber } from "./address.ts";
import { pageKey, problemIn } from "./page.ts";

function asking(here: string) {
  const context = new RouterContextProvider();
  // Only what an address needs of a page.
  context.set(pageKey, { here, text: texts("zh-CN"), requestId: "r" } as PageContext);
  return { context, request: new Request(new URL(here, "http://here")) };
}

function refusalOf(work: () => unknown) {
  try {
    work();
  } catch (error) {
    return problemIn(error);
  }
  return null;
}

const items = [{ id: "a" }, { id: "b" }];
const item = (here: string) => askedItem(asking(here), "thing", items, ({ id }) => id);

test("an address asks for one of the things there are, or for none", () => {
  assert.deepEqual(item("/x?thing=b"), { id: "b" });
  assert.equal(item("/x"), null);
  const refusal = refusalOf(() => item("/x?thing=c&after=2"));
  assert.deepEqual(
    [refusal?.status, refusal?.errors?.[0]?.field, refusal?.next?.href],
    [400, "/query/thing", "/x?after=2"],
  );
});

test("a number in an address is a whole one", () => {
  assert.equal(askedNumber(asking("/x?n=12"), "n"), 12);
  assert.equal(askedNumber(asking("/x?n="), "n"), null);
  for (const value of ["-1", "1.5", "abc", "1e3", "9999999999"])
    assert.equal(refusalOf(() => askedNumber(asking(`/x?n=${value}`), "n"))?.status, 400, value);
});
