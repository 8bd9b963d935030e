import assert from "node:assert/strict";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { endFacility } from "../facility/end.ts";
import { aFacility, aPhotograph, aPicture } from "../testing.ts";
import { placeView } from "../views.ts";
import {
  addPhotograph,
  changePhotograph,
  erasePhotograph,
  mostPhotographs,
  orderPhotographs,
  shownPhotographs,
} from "./photographs.ts";

const alts = async (ctx: Ctx, placeId: string) =>
  (await shownPhotographs(ctx.db, placeId)).map(({ alt }) => alt);

dbTest("photographs stand in their order, and the page shows them with their words", async ({ ctx }) => {
  const place = await inTx(ctx, (inner) => aFacility(inner));
  const ids = await inTx(ctx, async (inner) => {
    const made: string[] = [];
    for (const alt of ["正门", "阅览区", "儿童角"])
      made.push((await aPhotograph(inner, place.id, ` ${alt} `)).id);
    return made;
  });
  await inTx(ctx, (inner) => orderPhotographs(inner, place.id, ids.toReversed()));
  assert.deepEqual(await alts(ctx, place.id), ["儿童角", "阅览区", "正门"]);
  await inTx(ctx, (inner) =>
    changePhotograph(inner, place.id, {
      id: ids[2] ?? "",
      alt: "儿童阅读角",
      alts: { en: "Children's corner" },
      credit: "李梅",
      licence: "permission",
    }),
  );
  const [first] = (await placeView({ ...ctx, locale: "en" }, place.id, {})).photographs;
  assert.deepEqual([first?.alt, first?.credit, first?.licence], ["Children's corner", "李梅", "permission"]);
  assert.match(first?.image.files[0]?.href ?? "", /^\/images\/[0-9a-f]{64}\.jpg$/);
  await inTx(ctx, (inner) => erasePhotograph(inner, place.id, ids[1] ?? ""));
  assert.deepEqual(await alts(ctx, place.id), ["儿童阅读角", "正门"]);
});

dbTest("an order must name every photograph once, and another place's is not found", async ({ ctx }) => {
  const { one, two, ids } = await inTx(ctx, async (inner) => {
    const one = await aFacility(inner);
    const two = await aFacility(inner);
    const ids = [(await aPhotograph(inner, one.id)).id, (await aPhotograph(inner, one.id)).id];
    return { one, two, ids };
  });
  const order = (some: string[]) => inTx(ctx, (inner) => orderPhotographs(inner, one.id, some));
  for (const some of [ids.slice(1), [ids[0] ?? "", ids[0] ?? ""], [...ids, two.id]])
    await assert.rejects(order(some), { faults: [{ field: "/body/ids", id: "photograph.order" }] });
  await assert.rejects(
    inTx(ctx, (inner) => erasePhotograph(inner, two.id, ids[0] ?? "")),
    { id: "not-found" },
  );
});

dbTest(
  "twelve at most, though many come at once; the numbers of the order end there",
  async ({ ctx, db }) => {
    const place = await inTx(ctx, (inner) => aFacility(inner));
    const add = () => inTx(ctx, (inner) => aPhotograph(inner, place.id));
    for (let count = 0; count < mostPhotographs - 1; count++) await add();
    // As many as a process takes in hand.
    const results = await Promise.allSettled([add(), add(), add()]);
    const refusals = results.flatMap((one) => (one.status === "rejected" ? [one.reason.id] : []));
    assert.deepEqual(refusals, ["photograph.too-many", "photograph.too-many"]);
    // Without the question before it, the table itself says no.
    await assert.rejects(
      db.run`insert into places.photograph (id, facility_id, image, alt, licence, sort)
           values (gen_random_uuid(), ${place.id}, gen_random_uuid(), '十三', 'own', 13)`,
      /violates check constraint/,
    );
    await assert.rejects(
      db.run`insert into places.photograph (id, facility_id, image, alt, licence, sort)
           values (gen_random_uuid(), ${place.id}, gen_random_uuid(), '又一', 'own', 12)`,
      /photograph_order/,
    );
  },
);

dbTest(
  "a place that is no more takes none, and a file that is no picture is said to be none",
  async ({ ctx }) => {
    const place = await inTx(ctx, (inner) => aFacility(inner, { since: "2020-01-01" }));
    const add = (file: string) =>
      inTx(ctx, (inner) => addPhotograph(inner, place.id, { file, alt: "门", licence: "own" }));
    await assert.rejects(add(Buffer.from("words").toString("base64")), {
      faults: [{ field: "/body/file", id: "image.kind" }],
    });
    await inTx(ctx, (inner) => endFacility(inner, place.id, "2026-06-01"));
    await assert.rejects(add(aPicture), { id: "place.ended" });
  },
);
