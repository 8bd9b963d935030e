import assert from "node:assert/strict";
import { test } from "node:test";
import { nameErrors } from "./named-errors.ts";

const said = (label: string) => `${label}：`;

test("a link of the summary names its field; one whose field is not there is no link; everything else stays", () => {
  const page = `<ul><li><a href="#f-size" data-asked="">请填写</a></li><li><a href="#f-gone" data-asked="">太长</a></li><li><a href="#f-yes" data-asked="">请勾选</a></li></ul><input id="f-yes">
<label class="label" data-asks="f-size" for="f-size">人数 $&amp;<span> （选填）</span></label><a href="#f-size">人数</a>`;
  assert.equal(
    nameErrors(page, said),
    page
      .replace('data-asked="">请填写', () => 'data-asked="">人数 $&amp;：请填写')
      .replace('<a href="#f-gone" data-asked="">太长</a>', "太长"),
  );
  assert.equal(nameErrors("<p>好</p>", said), "<p>好</p>");
});
