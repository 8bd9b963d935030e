import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { checkDigitOf } from "#libs/citizen-id";
import { readCardLine } from "./card-line.ts";
import { readDocument, readKnownDocument, type TypedDocument } from "./document.ts";

const today = "2026-06-12";
const born = "1990-02-28";
const numbered = (first17: string) => first17 + checkDigitOf(first17);
const read = (typed: TypedDocument) => readDocument(typed, today);

/** Kind, number, last four and birth date, or the faults. */
function told(typed: TypedDocument): string {
  const one = read(typed);
  if (!one.ok) return one.faults.map(({ field, id }) => `${field} ${id}`).join();
  const { kind, number, lastFour, born } = one.document;
  return `${kind} ${number} ${lastFour} ${born}`;
}

const cases: [typed: TypedDocument, told: string][] = [
  [
    { kind: "resident-id", number: " 110105-19491231 002x " },
    "resident-id 11010519491231002X 002X 1949-12-31",
  ],
  [{ kind: "resident-id", number: "110105194912310021" }, "number document.check-digit"],
  [{ kind: "resident-id", number: numbered("11010520260613002") }, "number document.birth-date"],
  [{ kind: "resident-id", number: numbered("11010520230229002") }, "number document.birth-date"],
  [{ kind: "resident-id", number: "110105491231002" }, "number document.length"],
  // Eighteen digits say themselves what they are.
  [
    { kind: "resident-id", number: numbered("83000019900101001") },
    `hmt-residence ${numbered("83000019900101001")} ${numbered("83000019900101001").slice(-4)} 1990-01-01`,
  ],
  [
    { kind: "hmt-residence", number: numbered("91184019850615001") },
    `foreigner-residence ${numbered("91184019850615001")} ${numbered("91184019850615001").slice(-4)} 1985-06-15`,
  ],
  [
    { kind: "foreigner-residence", number: "KAZ110085061501" },
    "foreigner-residence KAZ110085061501 1501 1985-06-15",
  ],
  [
    { kind: "foreigner-residence", number: "KAZ110026061201" },
    "foreigner-residence KAZ110026061201 1201 2026-06-12",
  ],
  [
    { kind: "foreigner-residence", number: "KAZ110026061301" },
    "foreigner-residence KAZ110026061301 1301 1926-06-13",
  ],
  [{ kind: "foreigner-residence", number: "KAZ110085063101" }, "number document.birth-date"],
  [{ kind: "resident-id", number: "KAZ110085061501" }, "number document.length"],
  [
    { kind: "passport", number: "n 1234567", country: "kaz", born: "1990-02-28" },
    "passport N1234567 4567 1990-02-28",
  ],
  [{ kind: "passport", number: "N1234567", country: "", born }, "country document.country"],
  [{ kind: "passport", number: "1234567890", country: "KAZ", born }, "number document.passport-form"],
  [
    { kind: "passport", number: "ABCDEFG", country: "K" },
    "number document.passport-form,country document.country,born missing",
  ],
  [{ kind: "passport", number: "N1234568", country: "KAZ" }, "born missing"],
  [{ kind: "passport", number: "N1234569", country: "KAZ", born: null }, "born missing"],
  [{ kind: "passport", number: "C01X00T47", country: "D", born: "2026-06-13" }, "born born.future"],
  [{ kind: "hmt-travel", number: "H12345678", born }, "hmt-travel H12345678 5678 1990-02-28"],
  [{ kind: "hmt-travel", number: "m1234567801", born }, "hmt-travel M12345678 5678 1990-02-28"],
  [{ kind: "hmt-travel", number: "12345678", born }, "hmt-travel 12345678 5678 1990-02-28"],
  [{ kind: "hmt-travel", number: "X12345678", born }, "number document.travel-form"],
  [{ kind: "hmt-travel", number: "H12345679" }, "born missing"],
];
for (const [typed, expected] of cases) {
  test(`${typed.kind} ${typed.number}: ${expected}`, () => assert.equal(told(typed), expected));
}

test("one document has one identity however it is typed, and two documents never share one", () => {
  const identity = (typed: TypedDocument) => {
    const one = readKnownDocument(typed, today);
    assert.ok(one.ok, "who is looked for by a number says no day of birth");
    return one.document.identity;
  };
  const same: [TypedDocument, TypedDocument][] = [
    [
      { kind: "resident-id", number: "11010519491231002X" },
      { kind: "hmt-residence", number: "110105 19491231 002x" },
    ],
    [
      { kind: "passport", number: "C01X00T47", country: "D" },
      { kind: "passport", number: "c01x00t47", country: "DEU" },
    ],
    [
      { kind: "hmt-travel", number: "H12345678" },
      { kind: "hmt-travel", number: "H1234567802" },
    ],
  ];
  for (const [one, other] of same) assert.equal(identity(one), identity(other));
  const different: TypedDocument[] = [
    { kind: "passport", number: "12345678", country: "KAZ" },
    { kind: "passport", number: "12345678", country: "RUS" },
    { kind: "hmt-travel", number: "12345678" },
  ];
  assert.equal(new Set(different.map(identity)).size, different.length);
});

test("whatever is typed, reading it answers and never throws", () => {
  const kinds = ["resident-id", "hmt-residence", "foreigner-residence", "hmt-travel", "passport"] as const;
  fc.assert(
    fc.property(
      fc.constantFrom(...kinds),
      fc.string({ unit: "binary" }),
      fc.string(),
      (kind, number, country) => {
        const one = read({ kind, number, country });
        if (!one.ok) assert.ok(one.faults.length > 0);
        else assert.match(one.document.lastFour, /^[0-9A-Z]{4}$/);
      },
    ),
  );
});

const lines: [line: string, number: string, name: string | null][] = [
  ["11010519491231002X", "11010519491231002X", null],
  ["11010519491231002X\r\n", "11010519491231002X", null],
  [
    "阿依古丽·买买提|女|维吾尔|19490112|新疆克拉玛依市友谊路1号|11010519491231002X|克拉玛依市公安局",
    "11010519491231002X",
    "阿依古丽·买买提",
  ],
  ["姓名：李梅,性别：女,号码:11010519491231002x", "11010519491231002X", "李梅"],
  ["11010519491231002X\t李梅\t女\t汉", "11010519491231002X", "李梅"],
  ["李梅 女 汉 11010519491231002X", "11010519491231002X", "李梅"],
  ["PETROV IVAN|M|KAZ110085061501", "KAZ110085061501", "PETROV IVAN"],
  ["no number here", "no number here", null],
  ["", "", null],
];
for (const [line, number, name] of lines) {
  test(`a reader types "${line.slice(0, 30).trim()}"`, () => {
    const told = readCardLine(line);
    assert.deepEqual([told.number.toUpperCase(), told.name], [number.toUpperCase(), name]);
  });
}
