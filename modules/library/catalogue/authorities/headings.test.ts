import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { dbTest } from "#platform/testing";
import { aBook, aFile, anAuthority, landedBatch } from "../../testing.ts";
import { merge, undoMerge } from "../matching/merge.ts";
import { countFor } from "../searching/count.ts";
import { searchFor } from "../searching/search.ts";
import { otherNames } from "./other-names.ts";
import { listForDesk, showAuthority } from "./show.ts";

/** A word that nobody else has; searches read digits otherwise. */
const letters = () =>
  newId()
    .slice(-12)
    .replace(/\d/g, (digit) => "ghijklmnop".charAt(Number(digit)));
const aHouse = (ctx: Ctx) => inTx(ctx, (inner) => anOrganisation(inner));

dbTest(
  "a name leads to the books of who bears it, under whichever of their names, and no further",
  async ({ ctx, db }) => {
    const { id: organisationId } = await aHouse(ctx);
    const [used, pen, both] = [letters(), letters(), letters()];
    const name = `${used}, ${both}`;
    await inTx(ctx, (inner) => anAuthority(inner, organisationId, { name, others: [pen] }));
    await landedBatch(ctx, {
      organisationId,
      bytes: await aFile(
        aBook(letters(), "甲", `700 1 $a${name}`),
        aBook(letters(), "乙", `700 1 $a${pen}`),
        aBook(letters(), `关于${pen}`),
      ),
    });
    const found = async (q: string, more: object = {}) => {
      const { items, also } = await searchFor(ctx, { q, ...more });
      return [items.map(({ title }) => title).toSorted(), also];
    };
    assert.deepEqual(await found(pen, { in: "name" }), [["乙", "甲"], [name]]);
    assert.deepEqual(await found(`${both} ${used}`, { in: "name" }), [["乙", "甲"], [pen]], "in any order");
    assert.deepEqual(await found(`"${name}"`, { in: "name" }), [["乙", "甲"], [pen]]);
    assert.equal((await countFor(ctx, { q: pen, in: "name" })).count, 2, "counted as they are found");
    assert.deepEqual(await found(pen), [[`关于${pen}`, "乙", "甲"].toSorted(), [name]]);
    // Titles, parts of names and questions of several lines are what they say.
    assert.deepEqual(await found(pen, { in: "title" }), [[`关于${pen}`], []]);
    assert.deepEqual(await otherNames(db, pen.slice(0, 6), undefined), []);
    assert.deepEqual((await found(pen, { q2: "甲" }))[1], []);
  },
);

dbTest(
  "authorities of one person become one and two again, and lead to one another meanwhile",
  async ({ ctx, db }) => {
    const { id: organisationId } = await aHouse(ctx);
    const [one, two, three] = [letters(), letters(), letters()];
    const kept = await inTx(ctx, (inner) => anAuthority(inner, organisationId, { name: one, others: [two] }));
    const gone = await inTx(ctx, (inner) =>
      anAuthority(inner, organisationId, { name: three, others: [two] }),
    );
    assert.deepEqual(await otherNames(db, one, "name"), [two]);
    const { id } = await inTx(ctx, (inner) => merge(inner, { keep: kept.id, drop: gone.id }));
    assert.deepEqual(await otherNames(db, one, "name"), [three, two]);
    const { items } = await listForDesk(ctx, { q: three });
    assert.deepEqual(
      items.map(({ id: of, heading, seenFrom }) => [of, heading, seenFrom]),
      [[kept.id, one, three]],
    );
    const shown = await showAuthority(ctx, kept.id);
    assert.deepEqual(shown.parts, [{ id: gone.id, heading: three, merge: id }]);
    await inTx(ctx, (inner) => undoMerge(inner, id));
    assert.deepEqual(await otherNames(db, one, "name"), [two]);
    await db.run`update library.record set state = 'withdrawn' where id = ${kept.id}`;
    assert.deepEqual(await otherNames(db, one, "name"), []);
  },
);

dbTest("the desk shows what leads to a heading and the books that use it", async ({ ctx }) => {
  const { id: organisationId } = await aHouse(ctx);
  const [used, pen] = [letters(), letters()];
  const { id } = await inTx(ctx, (inner) =>
    anAuthority(inner, organisationId, { name: used, others: [pen] }),
  );
  await landedBatch(ctx, {
    organisationId,
    bytes: await aFile(aBook(letters(), "其书", `700 1 $a${used}`)),
  });
  const { items } = await listForDesk(ctx, { q: pen.slice(0, 9) });
  assert.deepEqual(
    items.map((one) => [one.id, one.heading, one.kind, one.seenFrom, one.variants]),
    [[id, used, "person", pen, 1]],
  );
  assert.deepEqual((await listForDesk(ctx, { q: pen, kind: "topic" })).items, []);
  assert.deepEqual((await listForDesk(ctx, { q: "—" })).items, []);
  const shown = await showAuthority(ctx, id);
  assert.deepEqual(
    [
      shown.heading.text,
      shown.variants.map(({ text }) => text),
      shown.count,
      shown.books.map(({ title }) => title),
    ],
    [used, [pen], 1, ["其书"]],
  );
  const book = Number(shown.books[0]?.id);
  await assert.rejects(showAuthority(ctx, book), { id: "not-found" });
  await assert.rejects(showAuthority(ctx, 999_999_999), { id: "not-found" });
});
