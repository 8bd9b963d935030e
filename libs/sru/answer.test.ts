import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readExplainAnswer, readScanAnswer, readSearchAnswer, type SearchAnswer } from "./index.ts";
import { explained, fromYaz, scanned } from "./testing.ts";

function readSearch(text: string): SearchAnswer {
  const answer = readSearchAnswer(text);
  assert.ok(!("fault" in answer), JSON.stringify(answer));
  return answer;
}

/** The one record of an answer. */
function xmlOf(text: string): string {
  const [record] = readSearch(text).records;
  assert.ok(record && "xml" in record);
  return record.xml;
}

const answer = (records: string, namespaces = "") =>
  `<searchRetrieveResponse xmlns="http://docs.oasis-open.org/ns/search-ws/sruResponse"${namespaces}><numberOfRecords>1</numberOfRecords><records><record><recordSchema>x</recordSchema><recordData>${records}</recordData></record></records></searchRetrieveResponse>`;

test("records come as they stand, and what is against one of them in its place", () => {
  const { records, ...rest } = readSearch(fromYaz);
  assert.deepEqual(rest, { numberOfRecords: 23, isExact: true, nextRecordPosition: 3, diagnostics: [] });
  const [record, refused] = records;
  assert.ok(record && "xml" in record);
  assert.deepEqual([record.schema, record.position], ["info:srw/schema/1/marcxml-1.1", 1]);
  assert.match(
    record.xml,
    /^<record xmlns="http:\/\/www.loc.gov\/MARC21\/slim">.*How to program.*<\/record>$/s,
  );
  assert.deepEqual(refused, {
    schema: "info:srw/schema/1/diagnostics-v1.1",
    position: 2,
    diagnostic: {
      uri: "info:srw/diagnostic/1/63",
      details: "",
      message: "System error in retrieving records",
    },
  });
});

test("a record taken out of its answer has the namespaces that hold there", () => {
  assert.equal(
    xmlOf(answer("\n<m:record><m:leader>a &amp; b</m:leader></m:record>\n", ' xmlns:m="urn:m?a&amp;b"')),
    '<m:record xmlns="http://docs.oasis-open.org/ns/search-ws/sruResponse" xmlns:m="urn:m?a&amp;b"><m:leader>a &amp; b</m:leader></m:record>',
  );
  assert.equal(xmlOf(answer('<record xmlns="urn:m"/>')), '<record xmlns="urn:m"/>');
  assert.equal(xmlOf(answer("&lt;record>a &amp;amp; b&lt;/record>")), "<record>a &amp; b</record>");
  assert.equal(xmlOf(answer("<![CDATA[<record/>]]>")), "<record/>");
  assert.equal(
    xmlOf(answer('<recordData xmlns="urn:m"><record/></recordData>')),
    '<recordData xmlns="urn:m"><record/></recordData>',
  );
  assert.equal(xmlOf(answer("")), "");
});

test("what is against the whole search is told, under whatever root", () => {
  const inTwo = `<zs:searchRetrieveResponse xmlns:zs="http://docs.oasis-open.org/ns/search-ws/sruResponse"><zs:numberOfRecords>23</zs:numberOfRecords><zs:diagnostics xmlns:diag="http://docs.oasis-open.org/ns/search-ws/diagnostic"><diag:diagnostic><diag:uri>info:srw/diagnostic/1/61</diag:uri><diag:message>First record position out of range</diag:message></diag:diagnostic></zs:diagnostics><zs:resultCountPrecision>exact</zs:resultCountPrecision></zs:searchRetrieveResponse>`;
  const outOfRange = {
    uri: "info:srw/diagnostic/1/61",
    details: "",
    message: "First record position out of range",
  };
  assert.deepEqual(readSearch(inTwo).diagnostics, [outOfRange]);
  const inAnother = `<explainResponse><diagnostics><diagnostic><uri>info:srw/diagnostic/1/16</uri><details>dc.tite</details></diagnostic></diagnostics></explainResponse>`;
  assert.deepEqual(readSearch(inAnother).diagnostics, [
    { uri: "info:srw/diagnostic/1/16", details: "dc.tite", message: "Unsupported index" },
  ]);
});

test("an estimate is told from a count", () => {
  const about =
    "<a:searchRetrieveResponse xmlns:a='x'><a:numberOfRecords>5000</a:numberOfRecords><a:resultCountPrecision>info:srw/vocabulary/resultCountPrecision/1/estimate</a:resultCountPrecision></a:searchRetrieveResponse>";
  assert.deepEqual([readSearch(about).numberOfRecords, readSearch(about).isExact], [5000, false]);
});

test("a scan has its terms", () => {
  assert.deepEqual(readScanAnswer(scanned), {
    terms: [
      { value: "BAN", display: "BAN", numberOfRecords: 21 },
      { value: "bar", display: "Bar", numberOfRecords: null },
    ],
    diagnostics: [],
  });
});

test("a server explains what it can", () => {
  assert.deepEqual(readExplainAnswer(explained), {
    title: "联合目录",
    indexes: ["dc.title", "isbn"],
    schemas: [{ name: "marcxml", identifier: "info:srw/schema/1/marcxml-v1.1" }],
    maximumRecords: 50,
    diagnostics: [],
  });
  const empty = `<zs:explainResponse xmlns:zs="http://www.loc.gov/zing/srw/"><zs:record><zs:recordData/></zs:record></zs:explainResponse>`;
  assert.deepEqual(readExplainAnswer(empty), {
    title: "",
    indexes: [],
    schemas: [],
    maximumRecords: null,
    diagnostics: [],
  });
});

test("a text that is no answer is told why", () => {
  const cases: [string, RegExp][] = [
    ["<html><body>Bad gateway</body></html>", /<html> is no searchRetrieveResponse/],
    ["<a", /root element/],
    ["", /document must contain a root element|no element/],
    ['<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>', /undefined entity/],
    [`${"<a>".repeat(200)}`, /more than 100 elements in one another/],
    [answer(`${"<a>".repeat(200)}`), /more than 100 elements in one another/],
    [`<a>${"<b/>".repeat(100_001)}</a>`, /more than 100000 elements/],
  ];
  for (const [text, why] of cases) {
    const read = readSearchAnswer(text);
    assert.ok("fault" in read, text.slice(0, 50));
    assert.match(read.fault, why);
  }
});

test("no text brings the readers down", () => {
  const cut = fc.tuple(
    fc.nat({ max: fromYaz.length }),
    fc.nat({ max: 30 }),
    fc.string({ unit: fc.constantFrom(..."<>/&;\"'= a:"), maxLength: 8 }),
  );
  fc.assert(
    fc.property(fc.array(cut, { minLength: 1, maxLength: 3 }), (cuts) => {
      let text = fromYaz;
      for (const [at, length, put] of cuts) text = text.slice(0, at) + put + text.slice(at + length);
      for (const read of [readSearchAnswer, readScanAnswer, readExplainAnswer])
        assert.equal(typeof read(text), "object");
    }),
    { numRuns: 500 },
  );
});
