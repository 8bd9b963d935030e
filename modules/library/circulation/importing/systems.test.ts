/** Files as other systems write them: made up here, with their columns and their dates. */
import assert from "node:assert/strict";
import { dbTest } from "#platform/testing";
import { itemsTable } from "./items/items-table.ts";
import { loansTable } from "./loans/loans-table.ts";
import { readersTable } from "./readers/readers-table.ts";
import { aCataloguedBook, added, aMark, aMovingHouse, aPhone, land, loansOf, unchanged } from "./testing.ts";

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
