import assert from "node:assert/strict";
import { test } from "node:test";
import { aRecord, marcRecordsAt, withoutMarcFolder } from "../../testing.ts";
import { describe } from "../describing/describe.ts";
import { kindOf } from "../describing/kind.ts";
import { describeAuthority } from "./authority.ts";

const authorityOf21 = "00000nz  a2200000n  4500";
const authorityOfChina = "00000nx  a2200000   45  ";

test("an American authority: the heading, how else it is written, what is near it", () => {
  const record = aRecord(
    authorityOf21,
    `001 n79021164
003 DLC
100 1 $aTwain, Mark,$d1835-1910
400 1 $aTuwain, Māku,$d1835-1910
400 1 $a马克·吐温,$d1835-1910
500 1 $wnnnc$aClemens, Samuel Langhorne,$d1835-1910
670   $aHis The adventures of Tom Sawyer.`,
  );
  assert.equal(kindOf(record), "authority");
  const { heading, variants, related, dates, key, controlKey, notes } = describeAuthority(record);
  assert.deepEqual(heading, { kind: "person", text: "Twain, Mark", romanised: null });
  assert.deepEqual(
    variants.map(({ text }) => text),
    ["Tuwain, Māku", "马克·吐温"],
  );
  assert.deepEqual(related, [
    { kind: "person", text: "Clemens, Samuel Langhorne", romanised: null, relation: "related" },
  ]);
  assert.deepEqual([dates, key, controlKey], ["1835-1910", "twainmark", "dlc:n79021164"]);
  assert.deepEqual(notes, ["His The adventures of Tom Sawyer"]);
});

test("a Chinese authority: pinyin, names not used, a body that was another", () => {
  const person = aRecord(
    authorityOfChina,
    `001 A001
152   $aBDM
200  0$a鲁迅$ALu xun$f1881-1936
400  0$a周树人$Azhou shu ren
801  0$aCN$bNLC`,
  );
  assert.deepEqual([person.flavour, kindOf(person)], ["unimarc", "authority"]);
  const said = describeAuthority(person);
  assert.deepEqual(said.heading, { kind: "person", text: "鲁迅", romanised: "Lu xun" });
  assert.deepEqual(said.variants, [{ kind: "person", text: "周树人", romanised: "zhou shu ren" }]);
  // Field 200 is a title in a book's record only.
  assert.equal(describe(person).title.text, "");
  assert.deepEqual([said.dates, said.controlKey], ["1881-1936", "nlc:a001"]);
  const body = describeAuthority(
    aRecord(authorityOfChina, "210 02$a国家图书馆\n510 02$5a$a北京图书馆\n510 12$a会议"),
  );
  assert.equal(body.heading?.kind, "body");
  assert.deepEqual(
    body.related.map(({ text, kind, relation }) => [text, kind, relation]),
    [
      ["北京图书馆", "body", "earlier"],
      ["会议", "meeting", "related"],
    ],
  );
});

test("a subject has what is above and below it, with its subdivisions", () => {
  const { heading, related } = describeAuthority(
    aRecord(
      authorityOf21,
      "150   $aLibraries$zChina\n550   $wg$aInformation services\n550   $wh$aPublic libraries\n550   $aBooks",
    ),
  );
  assert.equal(heading?.text, "Libraries-China");
  assert.deepEqual(
    related.map(({ text, relation }) => `${relation}: ${text}`),
    ["broader: Information services", "narrower: Public libraries", "related: Books"],
  );
});

test("the authorities at hand have headings, but for those that put them into a field of their own", {
  skip: withoutMarcFolder,
}, async () => {
  const records = await marcRecordsAt("evergreen-library-system+Evergreen/auth-1066.mrc");
  const without = records.filter((record) => describeAuthority(record).heading === null);
  assert.ok(records.every((record) => kindOf(record) === "authority"));
  // IISG writes subjects in 103, which MARC 21 does not know.
  assert.ok(without.every((record) => [...record.fields("103")].length > 0));
  assert.ok(records.length > 1000);
});
