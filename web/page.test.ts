import assert from "node:assert/strict";
import { test } from "node:test";
import { RouterContextProvider } from "react-router";
import { operation, T } from "#contract";
import { Problem, tooLarge } from "#platform/errors";
import { problemDocument } from "#platform/http";
import { texts } from "#platform/i18n";
import type { PageContext } from "../platform/pages/context.ts";
import { callOf, formProblem, keyOf, pageKey, problemIn } from "./page.ts";

const take = operation({
  id: "test.take",
  method: "POST",
  path: "/api/take",
  summary: "Takes one",
  body: T.Object({ size: T.Integer() }),
  answer: T.Object({ left: T.Integer() }),
});
const text = texts("zh-CN");

/** The context of a request whose every call ends so. */
function contextWhere(call: PageContext["call"], differs: Partial<PageContext> = {}): RouterContextProvider {
  const context = new RouterContextProvider();
  const page: PageContext = {
    call,
    text,
    words: () => ({ locale: "zh-CN", texts: {}, foreign: {}, unapproved: {} }),
    actor: { kind: "anonymous", name: null, subject: null, level: 0, onBehalfOf: null, can: [] },
    locale: "zh-CN",
    city: {
      name: "克拉玛依",
      zone: "Asia/Shanghai",
      url: "http://localhost:3000",
      demo: true,
      today: "2026-06-12",
    },
    requestId: "r1",
    problemOf: (error) => (error instanceof Problem ? problemDocument(error, text, "r1") : null),
    report: () => undefined,
    nonce: "n",
    look: { theme: "auto", size: "normal" },
    here: "/?on=abc&b=2",
    drawnFor: null,
    refused: null,
    fileRefused: null,
    ...differs,
  };
  context.set(pageKey, page);
  return context;
}

async function thrownBy(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  assert.fail("nothing was thrown");
}

const refuse = (problem: unknown) => contextWhere(() => Promise.reject(problem));
const body = { body: { size: 1 } };

test("a call hands over operation, input and key, and gives back the answer", async () => {
  const seen: unknown[] = [];
  const context = contextWhere(async (...given) => {
    seen.push(...given);
    return { left: 3 } as never;
  });
  const form = new FormData();
  form.set("_key", "abc");
  assert.deepEqual(await callOf(context)(take, body, keyOf(form)), { left: 3 });
  assert.deepEqual(seen, [take, body, { key: "abc" }]);
  assert.deepEqual(keyOf(new FormData()), {});
});

test("a refusal is thrown as a page with its own status; a bug stays a bug", async () => {
  const refusal = await thrownBy(() => callOf(refuse(new Problem("not-found", 404)))(take, body));
  assert.equal(problemIn(refusal)?.status, 404);
  assert.equal((refusal as { init: ResponseInit }).init.status, 404);
  const bug = new Error("bug");
  assert.equal(await thrownBy(() => callOf(refuse(bug))(take, body)), bug);
});

test("what a page reads by a wrong address is a page that is not there, or one that names what it does not understand", async () => {
  const read = operation({ ...take, method: "GET" });
  const faults = (...fields: string[]) =>
    new Problem(
      "input.invalid",
      422,
      { count: fields.length },
      fields.map((field) => ({ field, id: "type" })),
    );
  const of = async (declared: typeof take, ...fields: string[]) =>
    problemIn(await thrownBy(() => callOf(refuse(faults(...fields)))(declared, body)));
  assert.equal((await of(read, "/params/id", "/query/on"))?.status, 404);
  const problem = await of(read, "/query/on");
  assert.deepEqual([problem?.status, problem?.next?.href], [400, "/?b=2"]);
  assert.equal((await of(read, "/query/on", "/body/size"))?.status, 422);
  assert.equal((await of(take, "/params/id"))?.status, 422, "a form shows what is wrong with what was typed");
});

test("what came with a file that was not kept is not done, and what is read for the page is", async () => {
  const fileRefused = problemDocument(tooLarge(1024), text, "r1");
  const context = contextWhere(async () => ({ left: 3 }) as never, { fileRefused });
  assert.equal(problemIn(await thrownBy(() => callOf(context)(take, body)))?.id, "body-too-large");
  assert.deepEqual(await callOf(context)(operation({ ...take, method: "GET" }), body), { left: 3 });
});

test("a form drawn for somebody else does nothing, and says whom it is for now", async () => {
  const child = {
    kind: "resident",
    name: "古丽",
    subject: "s-child",
    level: 0,
    onBehalfOf: "艾力",
    can: [],
  } as const;
  const own = { ...child, subject: "s-own", onBehalfOf: null };
  const told = async (declared: typeof take, differs: Partial<PageContext>) => {
    const context = contextWhere(async () => ({ left: 3 }) as never, differs);
    const thrown = await callOf(context)(declared, body).then(
      () => null,
      (error: unknown) => problemIn(formProblem(error)),
    );
    return thrown && [thrown.status, thrown.title];
  };
  assert.deepEqual(await told(take, { actor: child, drawnFor: "s-own" }), [
    409,
    "没有办理：现在是代 艾力 办理",
  ]);
  assert.deepEqual(await told(take, { actor: own, drawnFor: "s-child" }), [
    409,
    "没有办理：现在用的是您自己的账户",
  ]);
  assert.equal(await told(operation({ ...take, method: "GET" }), { actor: own, drawnFor: "s-child" }), null);
  assert.equal(await told(take, { actor: own, drawnFor: "s-own" }), null);
  assert.equal(await told(take, { actor: own, drawnFor: null }), null);
  assert.equal(await told(take, { drawnFor: "s-own" }), null, "who has gone is asked to sign in");
});

test("what was typed for oneself does not stand in the form of the child; what a colleague typed at the desk stays", async () => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ do: "rename", name: "古丽" })) form.set(name, value);
  const valuesFor = async (kind: "resident" | "staff") => {
    const actor = { kind, name: null, subject: "s-now", level: 0, onBehalfOf: null, can: [] } as const;
    const context = contextWhere(async () => ({ left: 3 }) as never, { actor, drawnFor: "s-before" });
    return formProblem(await thrownBy(() => callOf(context)(take, body)), form).data.values;
  };
  assert.deepEqual(await valuesFor("resident"), { do: "rename" });
  assert.deepEqual(await valuesFor("staff"), { do: "rename", name: "古丽" });
});

test("a form gets its refusal back with what was typed, without secrets", async () => {
  const faulty = new Problem("input.invalid", 422, { count: 1 }, []);
  const refusal = await thrownBy(() => callOf(refuse(faulty))(take, body));
  const form = new FormData();
  for (const [name, value] of Object.entries({ size: "9", password: "x", code: "123456", _key: "k" }))
    form.set(name, value);
  const back = formProblem(refusal, form);
  assert.equal(back.init?.status, 422);
  assert.equal(back.data.problem.id, "input.invalid");
  assert.deepEqual(back.data.values, { size: "9" });
  form.set("divisionCode", "650203");
  assert.deepEqual(formProblem(refusal, form).data.values, { size: "9", divisionCode: "650203" });
  const named = formProblem(refusal, form, "names").data.values;
  assert.deepEqual(named, { size: "9", code: "123456", divisionCode: "650203" }, "a short name is no secret");
});

test("what a form cannot mend goes on to the error page", async () => {
  for (const error of [new Problem("forbidden", 403), new Problem("sign-in-needed", 401), new Error("bug")]) {
    const thrown = await thrownBy(() => callOf(refuse(error))(take, body));
    assert.throws(
      () => formProblem(thrown),
      (again) => again === thrown,
    );
  }
});
