/** The provider's document as committed, against the shapes we check with and against the simulator. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { Temporal } from "temporal-polyfill";
import { isSigned, signedHeaders } from "../signed/index.ts";
import { eligibilitySimulator, providerDocument } from "./index.ts";

const file = new URL("../../docs/eligibility-provider.openapi.json", import.meta.url);
const clock = () => Temporal.Instant.from("2026-11-23T04:00:00Z");
const question = {
  id: "0199d8a4-3b52-7c11-8f00-5a2d1e9c7b34",
  check: "deposit-free-lending",
  person: { name: "李梅", kind: "resident-id", number: "11010519491231002X", country: null },
  consent: { at: "2026-11-23T03:59:00Z", wording: "2026-11-29" },
};

test("the committed document is the one we check with (WRITE_DOCS=1 writes it)", () => {
  const ours = JSON.parse(JSON.stringify(providerDocument()));
  if (process.env.WRITE_DOCS) writeFileSync(file, `${JSON.stringify(ours, null, 2)}\n`);
  assert.deepEqual(JSON.parse(readFileSync(file, "utf8")), ours);
});

test("it is OpenAPI 3.1, and no answer has room for a number", async () => {
  const { valid, errors } = await new Validator().validate(JSON.parse(readFileSync(file, "utf8")));
  assert.ok(valid, JSON.stringify(errors));
  const { post } = committed().paths["/"];
  const answer = JSON.stringify(post.responses["200"].content["application/json"].schema);
  assert.doesNotMatch(answer, /"(number|integer)"|"additionalProperties":true/);
  assert.equal(
    answer.match(/"additionalProperties":false/g)?.length,
    answer.match(/"type":"object"/g)?.length,
  );
});

test("the simulator answers as the document says, each status it can give", async (t) => {
  const server = eligibilitySimulator({ secret: "shared", clock });
  await once(server.listen(0, "127.0.0.1"), "listening");
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  assert.ok(address && typeof address === "object");
  const { post } = committed().paths["/"];
  const ajv = new Ajv2020({ strict: false });
  formats.default(ajv);
  const isQuestion = ajv.compile(post.requestBody.content["application/json"].schema);
  const isAnswer = ajv.compile(post.responses["200"].content["application/json"].schema);
  const ask = async (body: string, secret = "shared") => {
    const response = await fetch(`http://127.0.0.1:${address.port}/`, {
      method: "POST",
      headers: signedHeaders(secret, body, clock()),
      body,
    });
    const said = await response.text();
    assert.ok(String(response.status) in post.responses, String(response.status));
    if (response.ok) {
      assert.ok(isAnswer(JSON.parse(said)), said);
      assert.ok(isSigned("shared", response.headers.get("x-wenmai-signature"), said, clock()));
    }
    return response.status;
  };
  const of = (name: string) => {
    const asked = { ...question, person: { ...question.person, name } };
    assert.ok(isQuestion(asked));
    return JSON.stringify(asked);
  };
  const statuses = [];
  for (const name of ["李梅", "李不符", "李查无", "李未授权", "李故障"]) statuses.push(await ask(of(name)));
  assert.deepEqual(statuses, [200, 200, 200, 200, 503]);
  assert.equal(await ask(of("李梅"), "other"), 401);
  assert.equal(await ask("{}"), 400);
});

interface Committed {
  paths: {
    "/": {
      post: {
        requestBody: { content: { "application/json": { schema: object } } };
        responses: Record<string, object> & {
          "200": { content: { "application/json": { schema: object } } };
        };
      };
    };
  };
}

/** The parts of the document that this test reads; the test before has compared all of it. */
const committed = () => JSON.parse(readFileSync(file, "utf8")) as Committed;
