import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import { checkMessages } from "./messages.ts";

interface Planted {
  zh?: Record<string, unknown>;
  en?: Record<string, unknown>;
  ug?: Record<string, unknown>;
  code?: string;
  raw?: Record<string, string>;
}

/** A tidy little repository with something planted in it. */
function aRepository(t: TestContext, { zh, en, ug, code, raw }: Planted): string {
  const root = mkdtempSync(join(tmpdir(), "messages-"));
  t.after(() => rmSync(root, { recursive: true }));
  const files: Record<string, string> = {
    "modules/places/messages/zh-CN.json": JSON.stringify({
      "place.open": "{name}开放中，还有 {n} 个座位。",
      ...zh,
    }),
    "modules/places/messages/en.json": JSON.stringify({
      "place.open": "{name} is open, {n, plural, one {# seat} other {# seats}} left.",
      ...en,
    }),
    "modules/places/page.tsx": `// text("place.not-in-code")\nconst label = text("place.open", { name, n: f(1) });\n${code ?? ""}\n`,
    "modules/places/page.test.ts": `text("only.in-a-test");`,
    ...(ug && { "modules/places/messages/ug.json": JSON.stringify(ug) }),
    ...raw,
  };
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
  }
  return root;
}

/** The same key in both languages, used in code. */
function both(key: string, zh: string, enText = "x"): Planted {
  return { zh: { [key]: zh }, en: { [key]: enText }, code: `text("${key}");` };
}

test("a tidy repository has no faults", async (t) => {
  const planted: Planted = {
    zh: {
      "refusal.claim.none-left": "没有名额了。",
      "refusal.claim.none-left.do": "可登记候补。",
      "invalid.hours.end-before-start": "结束早于开始。",
      "place.kind.library": "图书馆",
      "place.level.a": "一级（含）",
      "place.family": "亲子活动，父母与亲属同来：19:30……",
      "place.label": "名称",
      "place.shares": "{n, number} 有 {name}",
      "place.later": "{n, plural, =0 {} other { 等}}稍后",
      "place.size.a": "大",
      "place.state": "{s, select, open {开} other {关}}",
    },
    code: [
      'throw refused("claim.none-left", { max: 1 });',
      'return { id: "hours.end-before-start", data: { at } };',
      'throw invalid([{ field: "/hours/0/to", id: "hours.end-before-start" }]);',
      `text(\`place.kind.\${kind}\`);`,
      `const sizeText = \`place.size.\${size}\`;`,
      "// texts: place.level.*, place.later, place.shares",
      'const columns = [{ label: "place.label" }]; ctx.text("place.family"); const n = t("place.state", { s }); n++; const raw = (await answer.text()) + 1;',
    ].join("\n"),
    ug: { "place.open": { text: "{name} {n}", approved_by: null } },
  };
  planted.en = Object.fromEntries(
    Object.keys(planted.zh ?? {}).map((key) => [
      key,
      key === "place.state"
        ? "{s, select, open {o} other {c}}"
        : key === "place.later"
          ? "{n}"
          : key === "place.shares"
            ? "{name} goes on, {n, number} of the places"
            : "x",
    ]),
  );
  assert.deepEqual(await checkMessages(aRepository(t, planted)), []);
});

const cases: [name: string, planted: Planted, fault: RegExp][] = [
  [
    "missing in English",
    { zh: { "place.new": "新" }, code: 'text("place.new")' },
    /zh-CN\.json: "place\.new" is missing in en/,
  ],
  ["missing in Chinese", { en: { "place.new": "new" } }, /en\.json: "place\.new" is missing in zh-CN/],
  ["other arguments", both("place.n", "{n} 个", "{count} of them"), /takes \{count\} in en, \{n\} in zh-CN/],
  [
    "other choices",
    both("place.s", "{s, select, a {甲} other {乙}}", "{s, select, b {a} other {b}}"),
    /takes \{s: b\/other\}/,
  ],
  ["broken ICU", both("place.n", "{n 个"), /"place\.n": not a valid message: /],
  ["a plural without other", both("place.n", "{n, plural, one {#}}"), /MISSING_OTHER_CLAUSE/],
  ["a date for Intl", both("place.d", "{d, date, short}", "{d, date, short}"), /write \{d\}/],
  ["used but not there", { code: 'text("place.gone");' }, /page\.tsx:3: no text "place\.gone"/],
  [
    "chosen but not there",
    { code: 'text(isOpen(a, b) ? "place.open" : "place.shut", { x: "no.key" });' },
    /"place\.shut"/,
  ],
  [
    "said in a page but not there",
    { code: '<p><Say k="place.gone" values={{ n }} /></p>' },
    /page\.tsx:3: no text "place\.gone"/,
  ],
  [
    "chosen in a page but not there",
    { code: '<Say k={open ? "place.open" : "place.gone"} />' },
    /no text "place\.gone"/,
  ],
  [
    "a template in a page of nothing",
    { code: `<Say k={\`nothing.\${x}\`} />` },
    /no text begins with "nothing\."/,
  ],
  [
    "refused with a way on but not named",
    {
      zh: { "refusal.a.no": "不行", "refusal.a.no.do": "请稍后" },
      code: 'throw refused("a.no", { n: f(1, 2) }, { status: 404, next: nextOf(id) });',
    },
    /page\.tsx:3: no text "refusal\.a\.no\.next"/,
  ],
  [
    "a reason with a way on that is spread but not named",
    {
      zh: { "refusal.a.no": "不行", "refusal.a.no.do": "请稍后" },
      code: 'return { id: "a.no", data, ...(own && { next: "/my" }) };',
    },
    /no text "refusal\.a\.no\.next"/,
  ],
  ["a reason not said", { code: 'return { id: "a.gone", data: {} };' }, /no text "refusal\.a\.gone\.do"/],
  [
    "a value that is not given",
    {
      zh: { "refusal.a.no": "不行", "refusal.a.no.do": "还有 {left} 个，请求号 {request}" },
      code: 'throw refused("a.no", { most: 1 });',
    },
    /page\.tsx:3: "refusal\.a\.no\.do" asks for \{left\}, which it is not given/,
  ],
  ["a problem not said", { code: 'new Problem("a.away", 503)' }, /no text "refusal\.a\.away"/],
  ["refused but not said", { code: 'refused("claim.gone")' }, /no text "refusal\.claim\.gone\.do"/],
  [
    "invalid but not said",
    { code: 'invalid([\n{ field: "/a", id: "a.gone" }])' },
    /no text "invalid\.a\.gone"/,
  ],
  ["a declared beginning of nothing", { code: "// texts: nothing.*" }, /no text begins with "nothing\."/],
  [
    "a text that a live page does not send",
    {
      zh: { "place.kind.a-b": "一", "edit.a": "改" },
      en: { "place.kind.a-b": "one", "edit.a": "change" },
      raw: {
        "modules/places/web/live.tsx": `import { Part } from "./part.tsx";
import { liveTexts } from "./texts.ts";
export const handle = { live: true, texts: [...liveTexts, "place.kind.a"] } satisfies Handle;
export async function loader() {
  return text("place.open");
}
export default () => <Part>{t("edit.a")}</Part>;`,
        "modules/places/web/part.tsx": `t(\`place.kind.a-\${x}\`)`,
        "modules/places/web/texts.ts": `export const liveTexts = ["edit"];`,
      },
    },
    /web\/part\.tsx:1: "place\.kind\.a-" is not among the texts that modules\/places\/web\/live\.tsx sends/,
  ],
  ["a template of nothing", { code: `text(\`nothing.\${x}\`)` }, /no text begins with "nothing\."/],
  ["used nowhere", { zh: { "place.old": "旧" }, en: { "place.old": "old" } }, /"place\.old" is used nowhere/],
  ["a refusal without a way on", both("refusal.no", "不行"), /"refusal\.no" without "refusal\.no\.do"/],
  [
    "glued after",
    { code: 'const s = text("place.open", { n: f(")") }) + "。";' },
    /page\.tsx:3: a sentence is built from pieces/,
  ],
  ["glued before", { code: 'const s = "“" + text("place.open");' }, /built from pieces/],
  [
    "glued in a template",
    { code: `const s = \`\${text("place.open")}，\${text("place.open")}\`;` },
    /two texts in one template/,
  ],
  ["glued in a page", { code: '<p>{text("place.open")}{text("place.open")}</p>' }, /built from pieces/],
  ["a space at the end", both("place.a", "名称 "), /a space at the beginning or end/],
  ["two spaces", both("place.a", "名称", "the  name"), /en\.json.*two spaces/],
  ["an exclamation mark", both("place.a", "欢迎！"), /an exclamation mark/],
  ["an exclamation mark in English", both("place.a", "欢迎", "Welcome!"), /en\.json.*an exclamation mark/],
  ["one places", both("place.a", "{n, number} 个", "{n, number} places"), /en\.json.*one \{# place\}/],
  [
    "one public places",
    both("place.a", "有 {n, number} 个", "runs {n, number} public cultural places."),
    /en\.json.*a number before several/,
  ],
  ["bare reviews", both("place.a", "审核 {n} 次", "{n} reviews"), /en\.json.*a value before several/],
  ["a half-width comma", both("place.a", "您好,请进"), /half-width/],
  ["half-width brackets", both("place.a", "座位(靠窗)"), /half-width/],
  ["a half-width comma in a branch", both("place.a", "{n, plural, other {座位,#}}", "{n}"), /half-width/],
  ["你", both("place.a", "请出示你的证"), /say 您/],
  ["亲", both("place.a", "亲，欢迎光临"), /greeting/],
  ["three dots", both("place.a", "请稍候..."), /ellipsis/],
  ["half an ellipsis", both("place.a", "请稍候…"), /ellipsis/],
  ["straight quotes", both("place.a", '点"预约"'), /straight quotes/],
  ["empty", both("place.a", " "), /"place\.a": empty/],
  ["not a key", { zh: { "Place open": "x" }, en: { "Place open": "x" } }, /not a key/],
  ["a translation without a name", { ug: { "place.open": "{name} {n}" } }, /say who approved it/],
  [
    "Chinese with an approval",
    { zh: { "place.open": { text: "{name}{n}", approved_by: null } } },
    /are plain texts/,
  ],
  [
    "the same key in two files",
    { raw: { "web/messages/zh-CN.json": '{"place.open": "{name}{n}"}' } },
    /"place\.open" is also in web\/messages\/zh-CN\.json/,
  ],
  [
    "the same key twice in a file",
    { raw: { "web/messages/zh-CN.json": '{"shell.a": "甲", "shell.a": "乙"}' } },
    /"shell\.a" is written twice/,
  ],
];

for (const [name, planted, fault] of cases) {
  test(`found: ${name}`, async (t) => {
    const faults = await checkMessages(aRepository(t, planted));
    assert.ok(
      faults.some((found) => fault.test(found)),
      `expected ${fault} in:\n${faults.join("\n")}`,
    );
  });
}
