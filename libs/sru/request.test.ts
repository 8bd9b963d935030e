import assert from "node:assert/strict";
import { test } from "node:test";
import { readRequest, requestAddress, type SruRequest } from "./index.ts";

test("a request is the address that servers of its version understand", () => {
  const cases: [SruRequest, string][] = [
    [
      {
        version: "1.1",
        operation: "searchRetrieve",
        query: 'title = "文脉"',
        startRecord: 11,
        maximumRecords: 10,
      },
      "?operation=searchRetrieve&version=1.1&query=title+%3D+%22%E6%96%87%E8%84%89%22&startRecord=11&maximumRecords=10&recordPacking=xml",
    ],
    [
      { version: "2.0", operation: "searchRetrieve", query: "a", recordSchema: "marcxml", isEscaped: true },
      "?version=2.0&query=a&recordSchema=marcxml&recordXMLEscaping=string",
    ],
    [
      { version: "1.2", operation: "scan", scanClause: "dc.title = a", responsePosition: 1, maximumTerms: 5 },
      "?operation=scan&version=1.2&scanClause=dc.title+%3D+a&responsePosition=1&maximumTerms=5",
    ],
    [{ version: "2.0", operation: "scan", scanClause: "a" }, "?version=2.0&scanClause=a"],
    [{ version: "1.2", operation: "explain" }, "?operation=explain&version=1.2"],
    [{ version: "2.0", operation: "explain" }, "?version=2.0"],
  ];
  for (const [request, query] of cases) {
    const address = requestAddress("https://sru.example.org/biblios", request);
    assert.equal(address, `https://sru.example.org/biblios${query}`);
    assert.deepEqual(readRequest(new URL(address).searchParams), request);
  }
});

test("what stands in the address of a server stays there", () => {
  const address = requestAddress("https://sru.example.org/?accessToken=x", {
    version: "1.1",
    operation: "explain",
  });
  assert.equal(address, "https://sru.example.org/?accessToken=x&operation=explain&version=1.1");
});

test("who says no version gets the newest, or the newest that knows operations", () => {
  assert.deepEqual(readRequest(new URLSearchParams("")), { version: "2.0", operation: "explain" });
  assert.deepEqual(readRequest(new URLSearchParams("query=a&x-info=1")), {
    version: "2.0",
    operation: "searchRetrieve",
    query: "a",
  });
  assert.deepEqual(readRequest(new URLSearchParams("operation=explain")), {
    version: "1.2",
    operation: "explain",
  });
});

test("what cannot be answered has its diagnostic", () => {
  const cases: [string, number, string][] = [
    ["version=3.0&query=a", 5, "2.0"],
    ["version=1.1&operation=update", 4, "update"],
    ["version=1.1&operation=searchRetrieve", 7, "query"],
    ["version=1.1&operation=scan", 7, "scanClause"],
    ["query=a&maximumRecords=-1", 6, "maximumRecords"],
    ["query=a&startRecord=1e9", 6, "startRecord"],
    ["query=a&queryType=searchTerms", 11, "searchTerms"],
    ["version=1.2&operation=searchRetrieve&query=a&recordPacking=json", 71, "json"],
  ];
  for (const [parameters, number, details] of cases) {
    const read = readRequest(new URLSearchParams(parameters));
    assert.ok("uri" in read, parameters);
    assert.deepEqual([read.uri, read.details], [`info:srw/diagnostic/1/${number}`, details]);
  }
});
