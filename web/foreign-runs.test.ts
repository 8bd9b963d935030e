import assert from "node:assert/strict";
import { test } from "node:test";
import { markForeignRuns } from "./foreign-runs.ts";

const inBody = (html: string, locale: "ug" | "ru" | "zh-CN" = "ug") =>
  markForeignRuns(`<html><head><title>文脉（测试）</title></head><body>${html}</body></html>`, locale)
    .replace(/^.*<body>/s, "")
    .replace("</body></html>", "");
const zh = (words: string) => `<span lang="zh-CN" dir="ltr">${words}</span>`;
const ltr = (words: string) => `<span dir="ltr">${words}</span>`;

test("Chinese that stands in says its language and direction, wherever it stands", () => {
  assert.equal(inBody("<h1>暂停开放。</h1>"), `<h1>${zh("暂停开放。")}</h1>`);
  assert.equal(inBody("<p> 现在<br>开放 </p>"), `<p> ${zh("现在")}<br>${zh("开放")} </p>`);
  // React parts what one line of code joins.
  assert.equal(inBody("<p>3<!-- --> <!-- -->个名额</p>"), `<p>${zh("3<!-- --> <!-- -->个名额")}</p>`);
  assert.equal(inBody("<!--$--><p>书</p><!--/$-->"), `<!--$--><p>${zh("书")}</p><!--/$-->`);
});

test("a sentence with marked words stays in its order; marked words beside one another follow the page", () => {
  assert.equal(inBody("<p> 共 <b>3</b> 处 </p>"), `<p> ${zh("共 <b>3</b> 处")} </p>`);
  assert.equal(inBody("<p><strong>22</strong> 个名额</p>"), `<p>${zh("<strong>22</strong> 个名额")}</p>`);
  assert.equal(
    inBody('<p><a href="/a">书</a> <a href="/b">画</a></p>'),
    `<p><a href="/a">${zh("书")}</a> <a href="/b">${zh("画")}</a></p>`,
  );
});

test("from right to left, times and numbers with signs keep their order", () => {
  assert.equal(inBody("<span>–<!-- -->24:00</span>"), `<span>${ltr("–<!-- -->24:00")}</span>`);
  assert.equal(
    inBody("<td>09:00–20:00</td><td>98%</td>"),
    `<td>${ltr("09:00–20:00")}</td><td>${ltr("98%")}</td>`,
  );
  assert.equal(inBody("<td>12</td><td> – </td>"), "<td>12</td><td> – </td>");
  assert.equal(inBody("<td>98%</td>", "ru"), "<td>98%</td>");
  assert.equal(inBody("<td>书</td>", "ru"), '<td><span lang="zh-CN">书</span></td>');
});

test("a date of the page's language inside a Chinese sentence leaves it Chinese", () => {
  const sentence = "维修，\u206812-ئىيۇن \u206619:30–24:00\u2069\u2069 暂停开放";
  assert.equal(inBody(`<p>${sentence}</p>`), `<p>${zh(sentence)}</p>`);
  assert.equal(inBody("<p><b>ئوچۇق</b> 书。</p>"), `<p><b>ئوچۇق</b> ${zh("书。")}</p>`);
  assert.equal(inBody("<p>\u2068图书馆\u2069 ئوچۇق</p>"), `<p>\u2068${zh("图书馆")}\u2069 ئوچۇق</p>`);
  assert.equal(inBody("<p>29-نويابىر · 市馆（总馆）</p>"), `<p>29-نويابىر · ${zh("市馆（总馆）")}</p>`);
});

test("what says its language, a drawing, a script and a text field stay as they are", () => {
  for (const kept of [
    '<p lang="zh-CN">书。<b>书</b></p>',
    "<svg><text>书</text></svg>",
    "<script>书</script>",
    "<textarea>书。</textarea>",
  ])
    assert.equal(inBody(kept), kept);
  assert.equal(inBody('<p lang="en">a</p><p>书</p>'), `<p lang="en">a</p><p>${zh("书")}</p>`);
});

test("where no element can stand, signs isolate the words", () => {
  assert.equal(
    inBody('<option value="a">馆（总）</option>'),
    '<option value="a">\u2066馆（总）\u2069</option>',
  );
  assert.equal(inBody('<input placeholder="找书…">'), '<input placeholder="\u2066找书…\u2069">');
});

test("a page in Chinese is sent as it is drawn", () => {
  assert.equal(inBody("<p>书</p>", "zh-CN"), "<p>书</p>");
});
