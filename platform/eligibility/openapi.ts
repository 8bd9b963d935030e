/** What a provider of eligibility has to do, as an OpenAPI 3.1 document: committed as docs/eligibility-provider.openapi.json. */
import { AnswerShape, QuestionShape } from "./shapes.ts";

const signature = {
  in: "header",
  name: "X-Wenmai-Signature",
  required: true,
  description:
    't=<seconds>,v1=<hex HMAC-SHA-256 of "<t>.<body>" under the secret both sides know>. A moment more than five minutes off is refused.',
  schema: { type: "string", pattern: "^t=\\d+,v1=[0-9a-f]{64}$" },
};
const { in: _, name: __, ...signatureOfAnswer } = signature;
const refusal = (description: string) => ({ description });

/** One address, one question. */
export function providerDocument() {
  return {
    openapi: "3.1.0",
    info: {
      title: "Provider of eligibility 资格核验",
      version: "1.0.0",
      summary: "Does this person meet this rule? Yes or no; never a score.",
      description:
        "The city asks with the person's separate consent, for one purpose. Answer within five seconds; keep nothing that was asked. An answer that holds anything but what is described here is thrown away and counts as an outage. Redirects are not followed. No answer, 429 and 5xx are tried again after 0.5 s and 2 s under the same Idempotency-Key.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [
      {
        url: "https://provider.example.cn/eligibility",
        description: "The address in ELIGIBILITY_PROVIDERS.",
      },
    ],
    paths: {
      "/": {
        post: {
          operationId: "ask",
          summary: "Asks whether one person meets one rule.",
          security: [],
          parameters: [
            {
              in: "header",
              name: "Idempotency-Key",
              required: true,
              description: "Repeats the question's id: the same question gets the same answer.",
              schema: { type: "string", format: "uuid" },
            },
            signature,
          ],
          requestBody: { required: true, content: { "application/json": { schema: QuestionShape } } },
          responses: {
            "200": {
              description: "A clear yes or no.",
              headers: { "X-Wenmai-Signature": signatureOfAnswer },
              content: { "application/json": { schema: AnswerShape } },
            },
            "400": refusal("The question is not understood; not tried again."),
            "401": refusal("The signature is not right; not tried again."),
            "429": refusal("Too many at once; tried again."),
            "503": refusal("No answer can be given now; tried again. Says nothing about the person."),
          },
        },
      },
    },
  };
}
