import assert from "node:assert/strict";
import { ruleFactsOf } from "#people";
import { aCardNumber } from "#people/testing";
import { dbTest } from "#platform/testing";
import { added, aMark, aMovingHouse, aPhone, land, readersHead, unchanged } from "../testing.ts";
import { readersTable } from "./readers-table.ts";

dbTest(
  "nobody is matched by name: a document says who it is, a number with the name, and else it is somebody new",
  async ({ ctx, db }) => {
    const house = await aMovingHouse(ctx);
    const { number: place } = house.place;
    const [a, b, c, d, e] = [aMark(), aMark(), aMark(), aMark(), aMark()];
    const document = aCardNumber();
    const phone = aPhone();
    const first = await land(house, readersTable, [
      readersHead,
      `${a},王芳,,${document},adult,${place},,`,
      `${b},王芳,,,adult,${place},,`,
      `${c},赵敏,${phone},,adult,${place},,`,
      // A husband with his wife's number.
      `${d},钱勇,${phone},,adult,${place},,`,
      `${e},王芳,,,child,${place},,`,
    ]);
    assert.deepEqual([first.faults, first.tally], [[], added(5)]);
    const subjectOf = async (number: string) =>
      (
        await db.one<{ subject: string }>`
        select subject from library.card where issuer_id = ${house.id} and number = ${number}`
      ).subject;
    const subjects = await Promise.all([a, b, c, d, e].map(subjectOf));
    assert.equal(new Set(subjects).size, 5);
    const facts = await ruleFactsOf(db, subjects);
    assert.deepEqual(
      subjects.map((subject) => facts.get(subject)?.level),
      [1, 0, 0, 0, 0],
    );
    // The same people at another house: whom a document or number tells has one more card, which is an alias.
    const other = await aMovingHouse(ctx);
    const [f, g, h] = [aMark(), aMark(), aMark()];
    const second = await land(other, readersTable, [
      readersHead,
      `${f},王芳,,${document},adult,${other.place.number},,`,
      `${g},赵敏,${phone},,adult,${other.place.number},,`,
      `${h},王芳,,,adult,${other.place.number},,`,
    ]);
    assert.deepEqual([second.faults, second.tally], [[], added(3)]);
    const cards = await db.many<{ number: string; state: string; subject: string }>`
      select number, state, subject from library.card where issuer_id = ${other.id} order by number = ${f} desc, number = ${g} desc`;
    assert.deepEqual(
      cards.map(({ state }) => state),
      ["alias", "alias", "active"],
    );
    assert.deepEqual([cards[0]?.subject, cards[1]?.subject], [subjects[0], subjects[2]]);
    assert.ok(!subjects.includes(cards[2]?.subject ?? ""));
    // A document of somebody by another name is no proof of either.
    const wrong = await land(other, readersTable, [
      readersHead,
      `${aMark()},张三,,${document},adult,${other.place.number},,`,
    ]);
    assert.deepEqual(
      wrong.faults.map(({ id, column }) => [column, id]),
      [["document_number", "holder.other-name"]],
    );
  },
);

dbTest(
  "a number another of the house has is told; old numbers and a deposit come along",
  async ({ ctx, db }) => {
    const house = await aMovingHouse(ctx);
    const { number: place } = house.place;
    const [one, old, two] = [aMark(), aMark(), aMark()];
    const rows = [readersHead, `${one},王芳,,,adult,${place},100.00,${old}`];
    assert.deepEqual((await land(house, readersTable, rows)).tally, added(1));
    assert.deepEqual((await land(house, readersTable, rows)).tally, unchanged(1));
    const guarantees = await db.many`
    select g.way, g.amount_fen from library.guarantee g join library.card c using (subject) where c.issuer_id = ${house.id} and c.number = ${old}`;
    assert.deepEqual(guarantees, [{ way: "deposit", amountFen: 10_000 }]);
    const landed = await land(house, readersTable, [
      readersHead,
      `${one},李四,,,adult,${place},,`,
      `${two},赵六,,,adult,${place},,${old}`,
      `${aMark()},,,,adult,${place},,`,
      `${aMark()},孙七,123,,adult,${place},,`,
      `${aMark()},周八,,650299195703080011,adult,${place},,`,
      `${aMark()},吴九,,,国王,${place},,`,
      `${aMark()},郑十,,,adult,没有这个馆,,`,
    ]);
    assert.deepEqual(
      landed.faults.map(({ row, column, id }) => [row, column, id]),
      [
        [2, "number", "readers.number-taken"],
        [3, "old_numbers", "readers.number-taken"],
        [4, "name", "missing"],
        [5, "mobile", "phone.unreadable"],
        [6, "document_number", "document.check-digit"],
        [7, "category", "readers.category"],
        [8, "place", "import.place-unknown"],
      ],
    );
    assert.equal(landed.tally.refused, 7);
  },
);

dbTest("a card number with a sign that nobody sees is a fault: no scanner reads it", async ({ ctx }) => {
  const house = await aMovingHouse(ctx);
  const landed = await land(house, readersTable, [
    readersHead,
    `${aMark()}\u200bx,王芳,,,adult,${house.place.number},,`,
  ]);
  assert.deepEqual(
    landed.faults.map(({ id, column }) => [column, id]),
    [["number", "unwritable"]],
  );
});
