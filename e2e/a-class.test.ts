/** See e2e/stories/a-class-from-enrolment-to-certificate.md and a-class-by-draw.md. Nobody here has script. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { answerClass } from "#courses/filling";
import { anonymous } from "#platform/auth";
import { inTx } from "#platform/ctx";
import { cityAndBrowser } from "./city-and-browser.ts";
import { looksWell } from "./looks.ts";
import { atDesk, mainText, phone, plain, signIn } from "./people.ts";

const { running, browser } = await cityAndBrowser();

const desk = (login: string) =>
  atDesk(running, browser, login, { ...plain, viewport: { width: 1440, height: 900 } });
const resident = async (number: string, name: string) => {
  const page = await signIn(running, await browser.newContext({ ...plain, ...phone }), number);
  await page.goto(`${running.url}/my/account`);
  await page.fill("main input[name=name]", name);
  await page.locator("main form:has(input[name=name]) button[type=submit]").first().click();
  return page;
};
const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first().click();
const unfold = (page: Page, name: string | RegExp) =>
  page.locator("summary", { hasText: name }).first().click();
const soon = async (look: () => Promise<boolean>) => {
  for (let waited = 0; waited < 90_000; waited += 500) {
    if (await look()) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  assert.fail("it did not happen");
};
const idIn = (page: Page) => /[0-9a-f-]{36}/.exec(page.url())?.[0] ?? "";
const daysAhead = (days: number) =>
  running.city
    .ctx("class")
    .clock()
    .add({ hours: 24 * days })
    .toZonedDateTimeISO("Asia/Shanghai")
    .toPlainDate()
    .toString();

/** Time passes: the class is moved so many days back, with its lessons and its offer, as waiting would do. */
async function daysPass(classId: string, days: number): Promise<void> {
  const { db } = running.city;
  const by = `${days} days`;
  await db.run`
    update courses.lesson set starts_at = starts_at - ${by}::interval, ends_at = ends_at - ${by}::interval where class_id = ${classId}`;
  await db.run`
    update courses.class set first_at = first_at - ${by}::interval, last_at = last_at - ${by}::interval,
           opens_at = opens_at - ${by}::interval, closes_at = closes_at - ${by}::interval where id = ${classId}`;
  await db.run`
    update booking.offer o set starts_at = o.starts_at - ${by}::interval, ends_at = o.ends_at - ${by}::interval,
           opens_at = o.opens_at - ${by}::interval, closes_at = o.closes_at - ${by}::interval
      from courses.class k where k.id = ${classId} and o.id = k.offer_id`;
}

test("a class from enrolment to certificate", async () => {
  const editor = await desk("whg-editor");
  await editor.goto(`${running.url}/desk/courses`);
  await unfold(editor, "写新课程");
  await editor.fill("input[name='course.title']", "夜校古筝");
  await editor.selectOption("select[name='course.kind']", "music");
  await editor.fill("textarea[name='course.summary']", "从定弦和勾托抹劈开始");
  await editor.fill("textarea[name='course.description']", "两课学一支小曲。");
  await editor.fill("input[name='course.audience'] >> nth=0", "面向成年居民");
  await editor.fill("input[name='course.minimum']", "1");
  await press(editor, "保存草稿");
  const courseId = idIn(editor);
  await looksWell(editor);
  await press(editor, /^提交/);
  const reviewer = await desk("whg-reviewer");
  await reviewer.goto(`${running.url}/desk/courses/${courseId}`);
  await press(reviewer, /审核/);
  const director = await desk("whg-manager");
  await director.goto(`${running.url}/desk/courses/${courseId}`);
  await press(director, /审批/);
  await press(director, /^发布/);
  assert.match(await mainText(director), /已发布/);

  await director.goto(`${running.url}/desk/teachers`);
  await director.fill("input[name=name]", "迪力夏提老师");
  await press(director, "聘请老师");
  const row = director.locator("tr", { hasText: "迪力夏提老师" });
  const code = (await row.locator("td").nth(1).textContent()) ?? "";
  assert.notEqual(code, "");
  await looksWell(director);
  const teacher = await resident("19987650731", "迪力夏提");
  await teacher.goto(`${running.url}/teach`);
  await teacher.fill("input[name=code]", "不是授课码");
  await press(teacher, "用授课码登记");
  assert.match(await mainText(teacher), /没有这个授课码/);
  await teacher.fill("input[name=code]", code);
  await press(teacher, "用授课码登记");
  assert.match(await mainText(teacher), /已登记为老师/);

  await editor.goto(`${running.url}/desk/courses/${courseId}/classes`);
  await editor.fill("input[name='class.term']", "周三晚班");
  await editor.selectOption("select[name='class.teacherId']", { label: "迪力夏提老师" });
  const room = editor.locator("select[name='class.placeId'] option", { hasText: "民乐教室" }).first();
  await editor.selectOption("select[name='class.placeId']", (await room.getAttribute("value")) ?? "");
  await editor.fill("input[name='class.places']", "3");
  await editor.fill("input[name='class.counterPlaces']", "1");
  await editor.fill("input[name='class.opensAt']", daysAhead(-1));
  await editor.fill("input[name='class.opensAt.time']", "09:00");
  await editor.fill("input[name='class.closesAt']", daysAhead(6));
  await editor.fill("input[name='class.closesAt.time']", "09:00");
  await editor.fill("input[name='class.decideOn']", daysAhead(5));
  await press(editor, "保存，接着排课");
  const classId = idIn(editor);
  assert.match(await mainText(editor), /还没有排课/);
  await editor.fill("input[name='lessons.0.startsAt']", daysAhead(7));
  await editor.fill("input[name='lessons.0.startsAt.time']", "06:00");
  await editor.fill("input[name='lessons.0.endsAt']", "07:30");
  await editor.locator("summary", { hasText: "重复" }).first().click();
  await editor.fill("input[name='repeat.count']", "2");
  await press(editor, "添加");
  assert.equal(await editor.locator("[data-list=planned] input[type=checkbox]").count(), 2);
  await press(editor, "添加");
  assert.match(await mainText(editor), /课次已添加/);
  await looksWell(editor);

  await director.goto(`${running.url}/desk/classes/${classId}`);
  assert.match(await mainText(director), /老师还没有答应/);
  assert.equal(await director.getByRole("button", { name: "开放报名" }).count(), 0);
  await teacher.goto(`${running.url}/teach`);
  await looksWell(teacher);
  await press(teacher, "答应");
  assert.match(await mainText(teacher), /已答应/);
  await director.goto(`${running.url}/desk/classes/${classId}`);
  await press(director, "开放报名");
  assert.match(await mainText(director), /已开放报名/);

  const learner = await resident("19987650732", "阿依努尔");
  await learner.goto(`${running.url}/courses?open=yes&q=${encodeURIComponent("古筝")}`);
  await looksWell(learner);
  await learner.getByRole("link", { name: "夜校古筝" }).click();
  assert.match(await mainText(learner), /还有 2 个名额/);
  await looksWell(learner);
  await press(learner, "报名");
  assert.match(await mainText(learner), /您已报上名/);
  await looksWell(learner);

  const second = await resident("19987650734", "古丽娜");
  await second.goto(`${running.url}/classes/${classId}`);
  await press(second, "报名");
  const third = await resident("19987650735", "帕尔哈提");
  await third.goto(`${running.url}/classes/${classId}`);
  assert.match(await mainText(third), /已报满/);
  await third.getByRole("link", { name: "加入候补" }).click();
  await looksWell(third);
  await press(third, "加入候补");
  assert.match(await mainText(third), /已加入候补/);

  const anyone = await (await browser.newContext({ ...plain, ...phone })).newPage();
  await anyone.goto(`${running.url}/search?q=${encodeURIComponent("夜校古筝")}`);
  assert.match(await mainText(anyone), /课程 1 个班/);
  await looksWell(anyone);

  await teacher.goto(`${running.url}/teach`);
  await teacher.getByRole("link", { name: "夜校古筝" }).last().click();
  await unfold(teacher, "换个时间补课");
  const wish = teacher.locator("form", { has: teacher.locator("input[value=make-up]") });
  await wish.locator("input[name=startsAt]").fill(daysAhead(13));
  await wish.locator("input[name='startsAt.time']").fill("06:00");
  await wish.locator("input[name=endsAt]").fill("07:30");
  await wish.locator("input[name=reason]").fill("那天去乌鲁木齐演出");
  await wish.getByRole("button").click();
  assert.match(await mainText(teacher), /等馆里答复/);
  await looksWell(teacher);
  await editor.goto(`${running.url}/desk`);
  await editor.getByRole("link", { name: /请求把“夜校古筝”/ }).click();
  await looksWell(editor);
  await press(editor, "同意");
  assert.match(await mainText(editor), /已同意老师的请求/);
  await learner.goto(`${running.url}/my/messages`);
  assert.equal((await mainText(learner)).match(/那天去乌鲁木齐演出/g)?.length, 1, "told once");

  await daysPass(classId, 7);
  await running.city.db.run`
    update courses.lesson set starts_at = now() - interval '5 minutes',
           -- On the same day, whenever this runs: a roll of another day asks why.
           ends_at = least(now() + interval '1 hour', (date_trunc('day', now(), 'Asia/Shanghai') + interval '1 day' - interval '1 second'))
     where id = (select id from courses.lesson where class_id = ${classId} order by starts_at limit 1)`;
  await running.city.db.run`
    update booking.offer o set starts_at = now() - interval '5 minutes' from courses.class k where k.id = ${classId} and o.id = k.offer_id`;
  await teacher.goto(`${running.url}/teach`);
  await teacher.getByRole("link", { name: "夜校古筝" }).first().click();
  assert.match(await mainText(teacher), /阿依努尔/);
  await looksWell(teacher);
  await teacher.getByRole("radio", { name: "到课" }).first().check();
  await press(teacher, "保存点名");
  assert.match(await mainText(teacher), /已保存 1 人/);
  assert.equal(await teacher.getByRole("radio", { name: "到课", checked: true }).count(), 1);
  const lessonPage = teacher.url().split("#")[0] ?? "";
  const stranger = await resident("19987650733", "路人");
  assert.equal((await stranger.goto(lessonPage))?.status(), 403, "nobody else sees names");

  await daysPass(classId, 1);
  await teacher.goto(lessonPage);
  await teacher.getByRole("radio", { name: "迟到" }).first().check();
  await press(teacher, "保存点名");
  assert.equal(await teacher.locator("#errors").count(), 1, "a roll of another day is mended with a reason");
  assert.equal(await teacher.getByRole("radio", { name: "迟到", checked: true }).count(), 1);
  await teacher.fill("input[name=reason]", "看错了时间");
  await press(teacher, "保存点名");
  assert.match(await mainText(teacher), /已保存 1 人/);

  await second.goto(`${running.url}/classes/${classId}`);
  await unfold(second, "退出这个班");
  await looksWell(second);
  await press(second, /^退出$/);
  assert.match(await mainText(second), /名额已退/);
  await third.goto(`${running.url}/classes/${classId}`);
  assert.match(await mainText(third), /有名额了/);
  await third.getByRole("link", { name: "去确认" }).click();
  await looksWell(third);
  await press(third, "要这个名额");
  assert.match(await mainText(third), /名额已是您的/);

  await daysPass(classId, 7);
  const [last] = await running.city.db.many<{ id: string }>`
    select id from courses.lesson where class_id = ${classId} and cancelled_at is null order by starts_at desc limit 1`;
  await teacher.goto(`${running.url}/teach/lessons/${last?.id}`);
  await teacher.fill("input[name=reason]", "当天没有信号");
  await press(teacher, "其余的都到了，保存");
  assert.match(await mainText(teacher), /已保存 2 人/);

  await director.goto(`${running.url}/desk`);
  await director.getByRole("link", { name: /“夜校古筝”.*1 人可以发结业证，1 人到课不够/ }).click();
  assert.match(await mainText(director), /帕尔哈提 · 没点名 1 课/);
  await looksWell(director);
  await press(director, "发结业证");
  assert.match(await mainText(director), /发了 1 张结业证/);

  await learner.goto(`${running.url}/my/courses`);
  assert.match(await mainText(learner), /到课 2 \/ 2/);
  await looksWell(learner);
  for (const name of ["下载结业证（中文）", "下载结业证（维吾尔文）"]) {
    const href = await learner.getByRole("link", { name }).getAttribute("href");
    const file = await learner.request.get(`${running.url}${href}`);
    assert.equal(file.headers()["content-type"], "application/pdf");
    assert.equal((await file.body()).subarray(0, 5).toString(), "%PDF-");
    assert.equal((await stranger.request.get(`${running.url}${href}`)).status(), 403);
  }
  await learner.getByRole("link", { name: /^结业证 / }).click();
  const number = new URL(learner.url()).searchParams.get("number") ?? "";

  const anybody = await (await browser.newContext({ ...plain, ...phone })).newPage();
  await anybody.goto(`${running.url}/certificates`);
  await anybody.fill("input[name=number]", number.toLowerCase());
  await press(anybody, "核验");
  assert.match(await mainText(anybody), /属实/);
  assert.match(await mainText(anybody), /阿＊＊＊/);
  assert.match(await mainText(anybody), /夜校古筝/);
  await looksWell(anybody);
  await anybody.fill("input[name=number]", "ABCDEFGH");
  await press(anybody, "核验");
  assert.match(await mainText(anybody), /没有这个编号/);
});

test("a class by draw", async () => {
  const { db } = running.city;
  const demo = await db.one<{ courseId: string; teacherId: string; subject: string }>`
    select k.course_id, k.teacher_id, s.subject from courses.class k join courses.course c on c.id = k.course_id
      join courses.teacher s on s.id = k.teacher_id where c.title = '都塔尔入门'`;
  const editor = await desk("whg-editor");
  await editor.goto(`${running.url}/desk/courses/${demo.courseId}/classes`);
  await editor.fill("input[name='class.term']", "周一早班");
  await editor.selectOption("select[name='class.teacherId']", demo.teacherId);
  const room = editor.locator("select[name='class.placeId'] option", { hasText: "民乐教室" }).first();
  await editor.selectOption("select[name='class.placeId']", (await room.getAttribute("value")) ?? "");
  await editor.check("input[name='class.way'][value=draw]");
  for (const [name, value] of [
    ["places", "3"],
    ["counterPlaces", "2"],
    ["minimum", "1"],
    ["opensAt", daysAhead(-1)],
    ["opensAt.time", "09:00"],
    ["closesAt", daysAhead(20)],
    ["closesAt.time", "09:00"],
    ["decideOn", daysAhead(15)],
  ] as const)
    await editor.fill(`input[name='class.${name}']`, value);
  await looksWell(editor);
  await press(editor, "保存，接着排课");
  const classId = idIn(editor);
  await editor.fill("input[name='lessons.0.startsAt']", daysAhead(21));
  await editor.fill("input[name='lessons.0.startsAt.time']", "07:00");
  await editor.fill("input[name='lessons.0.endsAt']", "08:00");
  await press(editor, "添加");
  const teaches = { ...running.city.ctx("class"), actor: { ...anonymous, subject: demo.subject } };
  await inTx(teaches, (inner) => answerClass(inner, { id: classId, says: "yes" }));
  const director = await desk("whg-manager");
  await director.goto(`${running.url}/desk/classes/${classId}`);
  await press(director, "开放报名");
  assert.match(await mainText(director), /还没有发起抽签/);
  await looksWell(director);

  const one = await resident("19987650741", "邻居甲");
  const page = `${running.url}/classes/${classId}`;
  await one.goto(page);
  assert.match(await mainText(one), /抽签的时间还没有定/);
  assert.equal(await one.getByRole("button", { name: "报名" }).count(), 0);
  await looksWell(one);

  await director.getByRole("link", { name: "发起抽签" }).click();
  await press(director, "下一步");
  await director.fill("input[name=title]", "都塔尔入门 周一早班");
  await director.fill("input[name=valueSource]", "中国福利彩票双色球第 2027031 期");
  for (const [name, days, time] of [
    ["opensAt", -1, "09:00"],
    ["closesAt", 3, "18:00"],
    ["knownFrom", 3, "21:30"],
    ["revealBy", 4, "12:00"],
  ] as const) {
    await director.fill(`input[name="${name}"]`, daysAhead(days));
    await director.fill(`input[name="${name}.time"]`, time);
  }
  await unfold(director, "预留名额");
  await director.fill("input[name='groups.0.places.0']", "2");
  await looksWell(director);
  await press(director, /^发起抽签$/);
  assert.match(await mainText(director), /一共 1 个名额，预留了 2 个/);
  await director.fill("input[name='groups.0.places.0']", "1");
  await press(director, /^发起抽签$/);
  assert.match(await mainText(director), /已发起抽签/);
  const drawId = idIn(director);

  const other = await resident("19987650742", "邻居乙");
  const numbers: string[] = [];
  for (const person of [one, other]) {
    await person.goto(`${running.url}/courses?open=yes&q=${encodeURIComponent("都塔尔")}`);
    assert.match(await mainText(person), /抽签报名中/);
    await person.goto(page);
    await person.getByRole("link", { name: "报名抽签" }).click();
    assert.match(await mainText(person), /近 12 个月没有得到过本单位名额的人 算/);
    await looksWell(person);
    await person.getByRole("form", { name: "报名抽签" }).getByRole("button").click();
    await person.goto(page);
    const [, number = ""] = /抽签号([0-9A-Z]{4}-[0-9A-Z]{4})/.exec(await mainText(person)) ?? [];
    numbers.push(number);
    assert.match(await mainText(person), /第 1 志愿/);
    await looksWell(person);
  }
  assert.equal(new Set(numbers).size, 2);

  await db.run`
    update booking.draw set opens_at = now() - interval '1 hour', closes_at = now() - interval '1 minute', known_from = now() + interval '10 seconds'
     where id = ${drawId}`;
  await director.goto(`${running.url}/desk/draws/${drawId}`);
  // By the minute it is frozen by itself.
  if (await director.getByRole("form", { name: "锁定清单" }).count()) await press(director, "锁定清单");
  const witness = await desk("whg-reviewer");
  for (const [staff, form] of [
    [director, "录入公开数"],
    [witness, "对着来源再录一遍"],
  ] as const) {
    await soon(async () => {
      await staff.goto(`${running.url}/desk/draws/${drawId}`);
      return (await staff.getByRole("form", { name: form }).count()) > 0;
    });
    await staff.getByRole("form", { name: form }).locator("input[name=value]").fill("3 8 15 21 27 33 9");
    await staff.getByRole("form", { name: form }).getByRole("button").click();
  }
  await soon(async () => {
    await director.reload();
    return /每个人都已通知/.test(await mainText(director));
  });
  const said = await Promise.all(
    [one, other].map(async (person) => {
      await person.goto(page);
      await looksWell(person);
      return mainText(person);
    }),
  );
  const won = said.findIndex((text) => /您在这个班里/.test(text));
  assert.ok(won >= 0, said.join("\n"));
  assert.match(said[won] ?? "", /中签/);
  assert.match(said[1 - won] ?? "", /候补第 1 位/);

  await daysPass(classId, 20);
  await db.run`
    update courses.lesson set starts_at = now() - interval '5 minutes', ends_at = now() + interval '1 hour' where class_id = ${classId}`;
  await editor.goto(`${running.url}/desk/classes/${classId}`);
  await editor.getByRole("link", { name: "点名" }).first().click();
  assert.match(await mainText(editor), won === 0 ? /邻居甲/ : /邻居乙/);
  assert.doesNotMatch(await mainText(editor), won === 0 ? /邻居乙/ : /邻居甲/);
});
