import assert from "node:assert/strict";
import { test } from "node:test";
import { placeQuery, placesHref, spotOf } from "./place-query.ts";

const query = (text: string) => placeQuery(new URLSearchParams(text));

test("empty fields of the form ask for nothing, unknown ones neither", () => {
  assert.deepEqual(query("q=&kind=library&level=+&x=1"), { kind: "library" });
});

test("a changed filter begins at the first page and keeps the others", () => {
  assert.equal(
    placesHref(query("q=书&after=abc&open=now"), { division: "650203" }),
    "/places?open=now&q=%E4%B9%A6&division=650203",
  );
  assert.equal(placesHref(query("open=now"), { open: null }), "/places");
});

test("a spot needs two numbers on the globe", () => {
  assert.deepEqual(spotOf(query("lon=84.9&lat=45.6")), { lon: 84.9, lat: 45.6 });
  for (const text of ["lon=84.9", "lon=x&lat=45", "lon=184&lat=45", "lon=84&lat=NaN"])
    assert.equal(spotOf(query(text)), null, text);
});
