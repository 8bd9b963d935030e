import assert from "node:assert/strict";
import { test } from "node:test";
import { hiddenIn, hiddenInLine, withoutHidden } from "./hidden.ts";

const legitimate = [
  "李梅",
  "第一行\r\n第二行\t制表",
  "阿依古丽·买买提",
  "ئايگۈل مەمەت",
  // ZWNJ and ZWJ between Arabic letters, as Persian, Uyghur and Kazakh keyboards put them.
  "می\u200cخواهم",
  "قازاق\u200dشا",
  "ە\u200dە",
  "ئۇيغۇرچە\u200f (UIG)",
  "\u200eWenmai\u200e ھەقسىز",
  "👩\u200d👩\u200d👧",
  "🏳\ufe0f\u200d🌈",
  "👩🏽\u200d🚀",
  "❤\ufe0f\u200d🔥",
  "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
  "क्\u200dष",
  "ᠮᠣᠩᠭᠣᠯ\u180eᠠ",
];

test("what a script or an emoji needs is left alone", () => {
  for (const text of legitimate) {
    assert.equal(hiddenIn(text), null, JSON.stringify(text));
    assert.equal(hiddenInLine(text), null, JSON.stringify(text));
  }
});

test("what turns or hides is found, and named", () => {
  const turning = ["\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"];
  const others = ["\u0007", "\u007f", "\u0085", "\u206a", "\ufff9", "\ufffe", "\u{e0041}"];
  const idle = ["\u200e", "\u200f", "\u061c", "\u200c", "\u200d"];
  for (const one of [...turning, ...others, ...idle]) {
    const code = `U+${one.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}`;
    for (const text of [one, `a${one}b`, `李${one}梅`, `${one}Иван`]) {
      assert.equal(hiddenIn(text), code, JSON.stringify(text));
      assert.equal(withoutHidden(text), text.replace(one, ""), JSON.stringify(text));
    }
  }
  for (const one of [...turning, ...others]) assert.notEqual(hiddenIn(`مەن${one}سەن`), null);
  assert.equal(hiddenIn("👩\u200d\u200d👩"), "U+200D");
});

test("what pasted prose is full of is found in a line only", () => {
  for (const one of ["\ufeff", "\u200b", "\u2060", "\u00ad", "\u3164", "\u2028"]) {
    assert.equal(hiddenIn(`读${one}书`), null);
    assert.notEqual(hiddenInLine(`读${one}书`), null);
  }
});
