/** What goes out and what may come back, once: for the check of answers, the simulator and the provider's OpenAPI document. */
import { Ajv } from "ajv";
import formats from "ajv-formats";
import type { Static } from "typebox";
import { Id, InstantShape, Nullable, T } from "../http/contract.ts";
import { noReasons } from "./provider.ts";

export const QuestionShape = T.Object({
  id: Id,
  check: T.String({
    pattern: "^[a-z]+(-[a-z]+)*$",
    maxLength: 40,
    description: "Code of the rule, agreed beforehand.",
  }),
  person: T.Object({
    name: T.String({ maxLength: 60, description: "As on the document." }),
    kind: T.Enum(["resident-id", "hmt-residence", "foreigner-residence", "hmt-travel", "passport"], {
      description: "居民身份证, 港澳台居民居住证, 外国人永久居留身份证, 来往内地（大陆）通行证 or passport.",
    }),
    number: T.String({ maxLength: 60 }),
    country: Nullable(T.String({ description: "Issuing state of a passport (ICAO 9303)." })),
  }),
  consent: T.Object(
    {
      at: InstantShape,
      wording: T.String({ maxLength: 40, description: "Version of the wording agreed to." }),
    },
    { description: "The separate consent under which this is asked." },
  ),
});

const id = T.String({ format: "uuid", description: "The question's." });

export const AnswerShape = T.Union(
  [
    T.Object({
      id,
      answer: T.Literal("yes"),
      validUntil: Nullable(
        T.String({
          format: "date-time",
          description: "How long the yes holds; null leaves it to the rule of the city.",
        }),
      ),
    }),
    T.Object({ id, answer: T.Literal("no"), reason: T.Enum([...noReasons]) }),
  ],
  { description: "Yes or no and nothing else: an answer with any further field is thrown away unread." },
);

const ajv = new Ajv({ strict: false });
formats.default(ajv);
export const isQuestion = ajv.compile<Static<typeof QuestionShape>>(QuestionShape);
export const isAnswer = ajv.compile<Static<typeof AnswerShape>>(AnswerShape);
