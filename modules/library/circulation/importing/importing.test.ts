/** Files as other systems write them: made up here, with their columns and their dates. */
import assert from "node:assert/strict";
import { encodeGb } from "#libs/marc";
import { ruleFactsOf } from "#people";
import { aCardNumber } from "#people/testing";
import { inTx } from "#platform/ctx";
import { exportFile, Reconciling, type Table } from "#platform/exchange";
import { texts } from "#platform/i18n";
import { dbTest, landFile } from "#platform/testing";
import { itemsTable } from "./items/items-table.ts";
import { loansTable } from "./loans/loans-table.ts";
import { readersTable } from "./readers/readers-table.ts";
import { aCataloguedBook, aMark, aMovingHouse, loansOf, type MovingHouse } from "./testing.ts";

const land = ({ ctx }: MovingHouse, table: Table, rows: readonly string[], gb = false) => {
  const text = `${rows.join("\n")}\n`;
  return landFile(ctx, table, gb ? Buffer.from(encodeGb(text)) : text, gb ? { encoding: "GB18030" } : {});
};
let phones = 0;
const aPhone = () => `1990${String((process.pid % 10_000) * 1000 + phones++).padStart(7, "0")}`;
const added = (count: number) => ({ added: count, changed: 0, unchanged: 0, refused: 0 });
const unchanged = (count: number) => ({ added: 0, changed: 0, unchanged: count, refused: 0 });

type Files = Record<"readers" | "items" | "loans", string[]>;
interface Written {
  reader: string;
  barcode: string;
  isbn: string;
  key: string;
  place: string;
  isil: string;
  phone: string;
}

/** One reader, one copy and its loan of the twentieth of May, due on the nineteenth of June, renewed once. */
const systems: Record<string, (of: Written) => Files> = {
  Koha: ({ reader, barcode, isbn, place, phone }) => ({
    readers: [
      "borrowernumber,cardnumber,surname,firstname,dateofbirth,categorycode,branchcode,dateexpiry,phone,mobile",
      `7,${reader},买买提,阿依古丽,1990-03-08,PT,${place},2027-12-31,0990-6239999,${phone}`,
    ],
    items: [
      "itemnumber,barcode,isbn,homebranch,holdingbranch,itype,itemcallnumber,location,price,dateaccessioned,onloan",
      `3,${barcode},${isbn},${place},${place},BK,I247.5/12,社会科学阅览室二层,36.00,2024-05-01,2026-06-19`,
    ],
    loans: [
      "cardnumber,barcode,issuedate,date_due,renewals_count,branchcode",
      `${reader},${barcode},2026-05-20 12:30:00,2026-06-19 23:59:00,1,${place}`,
    ],
  }),
  dp2: ({ reader, barcode, isbn, place }) => ({
    readers: [
      "证条码号,name,readerType,department,createDate,expireDate,libraryCode,foregift",
      `${reader},李梅,普通读者,采编部,"Fri, 01 Aug 2008 00:00:00 +0800","Fri, 31 Dec 2027 00:00:00 +0800",${place},CNY100.00`,
    ],
    items: [
      "册条码号,isbn,location,accessNo,bookType,price,state,borrower",
      `${barcode},${isbn},${place}/社科阅览室,I247.5/12,普通,CNY36.00,,${reader}`,
    ],
    loans: [
      "borrower,册条码号,borrowDate,borrowPeriod,no",
      `${reader},${barcode},"Wed, 20 May 2026 12:30:00 +0800",30day,1`,
    ],
  }),
  Evergreen: ({ reader, barcode, key, place, isil }) => ({
    readers: [
      "usrname,card barcode,first_given_name,family_name,profile,home_ou,expire_date",
      `u${reader},${reader},Anna,Müller,Patrons,${place},2027-12-31T00:00:00+0800`,
    ],
    items: [
      "copy barcode,tcn,circ_lib,owning_lib,call_number label,circ_modifier,price,status",
      `${barcode},${key},${place},${isil},I247.5/12,book,36.00,Checked out`,
    ],
    loans: [
      "patron barcode,copy barcode,xact_start,due_date,renewal_remaining,circ_lib",
      `${reader},${barcode},2026-05-20 12:30:00.123+08,2026-06-19 23:59:59+08,0,${place}`,
    ],
  }),
  Interlib: ({ reader, barcode, isbn, place, isil }) => ({
    readers: [
      "读者证号,姓名,读者类型,开户馆,终止日期,押金",
      `${reader},古丽·艾力,成人读者,${place},2027/12/31 0:00:00,100`,
    ],
    items: [
      "条码号,ISBN,所属馆,所在馆,馆藏地点,流通类型,索书号,价格,状态",
      `${barcode},${isbn},${isil},${place},一楼A1,中文图书,I247.5/12,36.00,借出`,
    ],
    loans: [
      "读者证号,条码号,借出日期,应还日期,续借次数",
      `${reader},${barcode},2026/5/20 12:30,2026-06-19,1`,
    ],
  }),
};

for (const [name, filesOf] of Object.entries(systems)) {
  for (const gb of [false, true]) {
    dbTest(
      `readers, copies and loans of ${name} in ${gb ? "GB18030" : "UTF-8"} land, and a second time nothing changes`,
      async ({ ctx, db }) => {
        const house = await aMovingHouse(ctx);
        const { isbn, key } = await aCataloguedBook(house);
        const [reader, barcode] = [aMark(), aMark()];
        const files = filesOf({
          reader,
          barcode,
          isbn,
          key,
          place: house.place.number,
          isil: house.isil,
          phone: aPhone(),
        });
        for (const [table, rows] of [
          [readersTable, files.readers],
          [itemsTable, files.items],
          [loansTable, files.loans],
        ] as const) {
          const first = await land(house, table, rows, gb);
          assert.deepEqual([first.broken, first.faults, first.tally], [null, [], added(1)], table.name);
          assert.deepEqual((await land(house, table, rows, gb)).tally, unchanged(1), table.name);
        }
        const [loan, ...others] = await loansOf(db, house);
        assert.equal(others.length, 0);
        assert.deepEqual(
          [loan?.barcode, loan?.number, loan?.dueOn, loan?.renewals, loan?.away],
          [barcode, reader, "2026-06-19", 1, "on-loan"],
        );
        assert.match(`${loan?.lentAt}`, /^2026-05-20T04:30:00/);
        const item = await db.one`
          select call_number, type, price_fen, place_id, status from library.item where owner_id = ${house.id} and barcode = ${barcode}`;
        assert.deepEqual(item, {
          callNumber: "I247.5/12",
          type: "book",
          priceFen: 3600,
          placeId: house.place.id,
          status: "available",
        });
        const card = await db.one`
          select r.category, r.valid_until::text, r.home_id, r.loans from library.card c join library.reader r using (subject)
           where c.issuer_id = ${house.id} and c.number = ${reader}`;
        assert.deepEqual(card, {
          category: "adult",
          validUntil: "2027-12-31",
          homeId: house.place.id,
          loans: 1,
        });
        const { open } = await db.one<{ open: number }>`
          select count(*)::int as open from library.said_lent s join library.item i on i.id = s.item_id where i.owner_id = ${house.id}`;
        assert.equal(open, 0, "what the file said of being lent is settled by its loan");
      },
    );
  }
}

const readersHead = "读者证号,姓名,手机,证件号,读者类别,所属馆,押金,旧号码";

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

dbTest("who sends for one house brings nothing to another", async ({ ctx }) => {
  const house = await aMovingHouse(ctx);
  const other = await aMovingHouse(ctx);
  const { isbn } = await aCataloguedBook(other);
  const said = other.path.slice(0, -1);
  const readers = await land(house, readersTable, [
    "发证馆,读者证号,姓名,所属馆",
    `${said},${aMark()},王芳,${other.place.number}`,
  ]);
  const items = await land(house, itemsTable, [
    "归属馆,条码,ISBN,馆藏馆",
    `${said},${aMark()},${isbn},${other.place.number}`,
  ]);
  for (const { faults, tally } of [readers, items])
    assert.deepEqual([faults.map(({ id }) => id), tally.refused], [["row.not-yours"], 1]);
});

dbTest(
  "a copy needs its record, changes where the file says more, and stays the title's it is",
  async ({ ctx, db }) => {
    const house = await aMovingHouse(ctx);
    const book = await aCataloguedBook(house);
    const other = await aCataloguedBook(house);
    const barcode = aMark();
    const head = "条码,书目控制号,ISBN,馆藏馆,索书号,流通类型,价格,状态";
    const row = `${barcode},${book.key},,${house.place.number},I1/1,book,10.00,在架`;
    assert.deepEqual((await land(house, itemsTable, [head, row])).tally, added(1));
    const changed = await land(house, itemsTable, [
      "条码,索书号,流通类型,价格",
      `${barcode},I1/2,期刊,12.50`,
    ]);
    assert.deepEqual(changed.tally, { ...unchanged(0), changed: 1 });
    const item = await db.one`
    select call_number, type, price_fen, place_id, version from library.item where owner_id = ${house.id} and barcode = ${barcode}`;
    assert.deepEqual(item, {
      callNumber: "I1/2",
      type: "magazine",
      priceFen: 1250,
      placeId: house.place.id,
      version: 2,
    });
    const landed = await land(house, itemsTable, [
      head,
      `${barcode},${other.key},,,,,,`,
      `${aMark()},,,${house.place.number},,,,`,
      `${aMark()},nobody:1,,${house.place.number},,,,`,
      `${aMark()},,${book.isbn},${house.place.number},,,,莫名其妙`,
      `${aMark()},,9787020002208,${house.place.number},,,,`,
    ]);
    assert.deepEqual(
      landed.faults.map(({ row: at, column, id }) => [at, column, id]),
      [
        [2, "record", "items.other-record"],
        [3, "record", "missing"],
        [4, "record", "items.no-record"],
        [5, "status", "items.status"],
        [6, "isbn", "isbn"],
      ],
    );
  },
);

/** So many readers and copies of a house, by their numbers. */
async function stocked(house: MovingHouse, count: number) {
  const { isbn } = await aCataloguedBook(house);
  const mark = aMark();
  const readers = Array.from({ length: count }, (_, at) => `${mark}R${at}`);
  const copies = Array.from({ length: count }, (_, at) => `${mark}C${String(at).padStart(6, "0")}`);
  const { number } = house.place;
  await land(house, readersTable, ["读者证号,姓名,所属馆", ...readers.map((one) => `${one},王芳,${number}`)]);
  await land(house, itemsTable, ["条码,ISBN,馆藏馆", ...copies.map((one) => `${one},${isbn},${number}`)]);
  return { readers, copies, isbn };
}

const loansHead = "读者证号,条码,借出日期,应还日期,已续借次数,借出地点";

dbTest("what does not agree is told, by numbers, and the sums of each branch agree", async ({ ctx, db }) => {
  const house = await aMovingHouse(ctx);
  const { readers, copies, isbn } = await stocked(house, 14);
  const { number: place } = house.place;
  const [reader = "", second = ""] = readers;
  const [copy = "", old = "", free = "", later = ""] = copies;
  const saidLent = aMark();
  await land(house, itemsTable, ["条码,ISBN,馆藏馆,状态", `${saidLent},${isbn},${place},借出`]);
  const many = copies.slice(4).map((one) => `${reader},${one},2026-06-01,2026-06-30,0,${place}`);
  const rows = [
    loansHead,
    `${reader},${copy},2026-06-01,2026-06-30,0,${place}`,
    `${second},${copy},2026-06-02,2026-06-30,0,${place}`,
    `nobody,${free},2026-06-01,2026-06-30,0,${place}`,
    `${second},nothing,2026-06-01,2026-06-30,0,`,
    `${second},${old},2019-06-01,2019-06-30,0,`,
    `${second},${later},2026-06-13,2026-06-30,0,${place}`,
    ...many,
  ];
  const landed = await land(house, loansTable, rows);
  assert.deepEqual(
    landed.faults.map(({ row, column, id }) => [row, column ?? null, id]),
    [
      [3, null, "row.twice"],
      [4, "reader", "loans.reader-unknown"],
      [5, "barcode", "loans.copy-unknown"],
      [7, "lent_on", "loans.lent-later"],
    ],
  );
  assert.deepEqual(landed.tally, { added: 12, changed: 0, unchanged: 0, refused: 4 });
  // What was lent meanwhile to another is a conflict, told with both numbers and no name.
  const conflict = await land(house, loansTable, [
    loansHead,
    `${second},${copy},2026-06-01,2026-06-30,0,${place}`,
  ]);
  assert.deepEqual(conflict.faults, [
    {
      row: 2,
      column: "reader",
      id: "loans.conflict",
      data: { number: second, other: reader, barcode: copy },
    },
  ]);
  const reconciling = new Reconciling(loansTable);
  for (const { faults, branches } of [landed, conflict]) reconciling.add({ faults, branches });
  const told = await reconciling.sentences(house.ctx);
  assert.deepEqual(
    told.map(({ key, data }) => [key.replace(/^exchange\.(loans\.)?reconcile\./, ""), data]),
    [
      ["no-branch", { branch: "", says: 2, landed: 1, refused: 1 }],
      ["branch", { branch: place, says: 15, landed: 11, refused: 4 }],
      ["sum", { says: 17, landed: 12, refused: 5 }],
      ["no-reader", { count: 1 }],
      ["no-copy", { count: 1 }],
      ["conflict", { count: 1 }],
      ["twice", { count: 1 }],
      ["said-lent", { count: 1, numbers: saidLent }],
      ["late", { count: 1, years: 3, numbers: old }],
      ["above-limit", { count: 1, numbers: reader }],
    ],
  );
  const { counted } = await db.one<{ counted: number }>`
    select r.loans as counted from library.reader r join library.card c using (subject) where c.issuer_id = ${house.id} and c.number = ${reader}`;
  assert.equal(counted, 11);
});

dbTest(
  "a newer file moves a due date, one that is older than a renewal here does not",
  async ({ ctx, db }) => {
    const house = await aMovingHouse(ctx);
    const { readers, copies } = await stocked(house, 1);
    const row = (due: string, renewals: number) => [
      loansHead,
      `${readers[0]},${copies[0]},2026-06-01,${due},${renewals},`,
    ];
    assert.deepEqual((await land(house, loansTable, row("2026-06-30", 0))).tally, added(1));
    assert.deepEqual((await land(house, loansTable, row("2026-07-30", 1))).tally, {
      ...unchanged(0),
      changed: 1,
    });
    await db.run`update library.loan set due_on = '2026-08-30', renewals = 2, renewed_on = '2026-06-12' where owner_id = ${house.id}`;
    const late = await land(house, loansTable, row("2026-07-30", 1));
    assert.deepEqual(
      late.faults.map(({ id }) => id),
      ["loans.other-due"],
    );
    assert.equal((await loansOf(db, house))[0]?.dueOn, "2026-08-30");
  },
);

dbTest("what a house takes away is what it would bring: the same again changes nothing", async ({ ctx }) => {
  const house = await aMovingHouse(ctx);
  const { readers, copies } = await stocked(house, 3);
  await land(house, loansTable, [
    loansHead,
    `${readers[0]},${copies[0]},2026-06-01 12:30:00,2026-06-30,1,${house.place.number}`,
  ]);
  const other = await aMovingHouse(ctx);
  for (const [table, rows] of [
    [readersTable, 3],
    [itemsTable, 3],
    [loansTable, 1],
  ] as const) {
    const labels = { text: texts("zh-CN"), demo: false };
    const pieces: Uint8Array[] = [];
    for await (const piece of exportFile(table, table.rowsOf(house.ctx, {}), "csv", labels))
      pieces.push(piece);
    const again = await landFile(house.ctx, table, Buffer.concat(pieces));
    assert.deepEqual([again.faults, again.tally], [[], unchanged(rows)], table.name);
    for await (const row of table.rowsOf(other.ctx, {}))
      assert.fail(`another house sees ${JSON.stringify(row)}`);
  }
});

dbTest("nothing that stays joins reader and copy when an imported loan is over", async ({ ctx, db }) => {
  const house = await aMovingHouse(ctx);
  const { readers, copies } = await stocked(house, 1);
  await land(house, loansTable, [loansHead, `${readers[0]},${copies[0]},2026-06-01,2026-06-30,0,`]);
  const { subject, itemId } = await db.one<{ subject: string; itemId: number }>`
    select subject, item_id from library.loan where owner_id = ${house.id}`;
  const { rows } = await db.one<{ rows: number }>`
    select ((select count(*) from platform.audit where subject = ${subject}::uuid and what like 'loan%')
            + (select count(*) from platform.outbox where type = 'loan.made' and payload::text like ${`%${subject}%`})
            + (select count(*) from platform.audit where target = ${`${itemId}`} and what like 'loan%'))::int as rows`;
  assert.equal(rows, 0);
});

dbTest(
  "a thousand rows take a handful of statements each five hundred, and a stopped file goes on",
  async ({ ctx, db }) => {
    const house = await aMovingHouse(ctx);
    const { readers, copies } = await stocked(house, 1100);
    const rows = [
      loansHead,
      ...readers.map((one, at) => `${one},${copies[at]},2026-06-01,2026-06-30,0,${house.place.number}`),
    ];
    const text = `${rows.join("\n")}\n`;
    const stopped = await landFile(house.ctx, loansTable, text, { signal: AbortSignal.abort() });
    assert.deepEqual([stopped.stopped, stopped.tally.added], [true, 500]);
    const rest = await landFile(house.ctx, loansTable, text, { after: stopped.batches.at(-1) ?? 0 });
    assert.deepEqual([rest.tally.added, rest.tally.unchanged], [600, 0]);
    const { statements } = await statementsOf(house, text);
    assert.ok(statements < 60, `${statements} statements for three batches`);
    const { loans } = await db.one<{ loans: number }>`
    select count(*)::int as loans from library.loan where owner_id = ${house.id}`;
    assert.equal(loans, 1100);
  },
);

/** How many statements it takes to land a file that has landed, and is undone. */
async function statementsOf(house: MovingHouse, text: string): Promise<{ statements: number }> {
  let statements = 0;
  const counting = <T extends object>(db: T): T =>
    new Proxy(db, {
      get(target, name, receiver) {
        const value: unknown = Reflect.get(target, name, receiver);
        if (typeof value !== "function") return value;
        if (["run", "many", "one", "maybeOne"].includes(String(name))) statements++;
        return value.bind(target);
      },
    });
  const rows = text
    .trim()
    .split("\n")
    .slice(1)
    .map((line, at) => {
      const [reader = "", barcode = "", lent = "", due = ""] = line.split(",");
      const when = (on: string) => ({ day: on, time: null, offset: null });
      return { row: at + 2, values: { reader, barcode, lent_on: when(lent), due: when(due) } };
    });
  const prepared = await loansTable.prepare(house.ctx);
  await inTx(house.ctx, async (inner) => {
    const watched = { ...inner, db: counting(inner.db) };
    for (let at = 0; at < rows.length; at += 500)
      await loansTable.landRows(watched, rows.slice(at, at + 500), prepared, { sha256: "" });
  });
  return { statements };
}
