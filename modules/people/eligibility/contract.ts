import { DayShape, Id, InstantShape, Line, Nullable, operation, Prose, T } from "#contract";
import { LevelShape } from "../account/contract.ts";
import { KindShape } from "../identity/contract.ts";

/** Of a rule, a way, a provider. */
export const Code = T.String({ pattern: "^[a-z]+(-[a-z]+)*$", maxLength: 40 });
const Days = (most: number, least = 1) => T.Integer({ minimum: least, maximum: most });
const OutageShape = T.Enum(["ask-later", "grant-until", "other-ways-only"]);
/** The words of a language; what is missing is said in Chinese. */
const inLanguages = <P extends Parameters<typeof T.Object>[0]>(words: P) =>
  T.Object({
    en: T.Optional(T.Partial(T.Object(words))),
    ug: T.Optional(T.Partial(T.Object(words))),
    "kk-Arab": T.Optional(T.Partial(T.Object(words))),
    ru: T.Optional(T.Partial(T.Object(words))),
    "kk-Cyrl": T.Optional(T.Partial(T.Object(words))),
  });

const wayTexts = { name: Line(40), says: Line(300) };
const checkTexts = { name: Line(40), purpose: Line(300), asks: Line(300), askedOf: Line(60) };
const SaidWay = T.Object({ code: Code, name: T.String(), says: T.String() });
export const SaidCheck = T.Object({
  name: T.String(),
  purpose: T.String(),
  asks: T.String(),
  askedOf: T.String(),
  ways: T.Array(SaidWay),
});

const rule = {
  ...checkTexts,
  translations: inLanguages(checkTexts),
  /** Name of the provider in the settings: `credit`; or `nobody`. */
  provider: Code,
  level: T.Enum([1, 2, 3]),
  fromAge: T.Integer({ minimum: 0, maximum: 18 }),
  validDays: Days(1096),
  againDays: Days(366, 0),
  outage: OutageShape,
  grantDays: Nullable(Days(31)),
  appealDays: Days(60),
  retired: T.Boolean(),
  /** Other ways to qualify: never none. */
  ways: T.Array(
    T.Object({ code: Code, ...wayTexts, translations: inLanguages(wayTexts), validDays: Days(1096) }),
    { minItems: 1, maxItems: 8 },
  ),
};

export const CheckView = T.Object({
  ...rule,
  code: Code,
  version: T.Integer(),
  organisation: Id,
  owner: T.String(),
  validFrom: InstantShape,
  said: SaidCheck,
});

export const eligibilityChecks = operation({
  id: "people.eligibility-checks",
  method: "GET",
  path: "/api/eligibility-checks",
  summary: "Rules by which people qualify for something: what is asked of whom and why, and the other ways.",
  answer: T.Object({
    items: T.Array(CheckView),
    /** What a rule may name: those connected, and `nobody` for other ways alone. */
    providers: T.Array(T.String()),
  }),
});

export const eligibilityCheck = operation({
  id: "people.eligibility-check",
  method: "GET",
  path: "/api/eligibility-checks/:code",
  summary: "A rule in all its versions, the newest first.",
  params: T.Object({ code: Code }),
  answer: T.Object({ versions: T.Array(CheckView), can: T.Array(T.Enum(["put"])) }),
});

export const putEligibilityCheck = operation({
  id: "people.put-eligibility-check",
  method: "POST",
  path: "/api/eligibility-checks/:code",
  summary: "Writes the next version of a rule, or its first. What was decided under an earlier one stands.",
  params: T.Object({ code: Code }),
  body: T.Object({ organisation: Id, validFrom: Nullable(DayShape), ...rule }),
  answer: T.Object({ code: Code, version: T.Integer() }),
});

export const StandingShape = T.Enum([
  "none",
  "waiting",
  "yes",
  "no",
  "over",
  "unreachable",
  "withdrawn",
  "ended",
]);

export const ownEligibility = operation({
  id: "people.eligibility",
  method: "GET",
  path: "/api/me/eligibility",
  summary: "By which rules one qualifies, what was answered and why, consents given, and who has looked.",
  answer: T.Object({
    name: Nullable(T.String()),
    /** Under 14 the guardian's consent is asked for, in other words. */
    under14: T.Boolean(),
    documents: T.Array(
      T.Object({ id: Id, kind: KindShape, lastFour: Nullable(T.String()), level: LevelShape }),
    ),
    checks: T.Array(
      T.Object({
        ...SaidCheck.properties,
        code: Code,
        version: T.Integer(),
        owner: T.String(),
        level: LevelShape,
        validDays: T.Integer(),
        outage: OutageShape,
        grantDays: Nullable(T.Integer()),
        appealDays: T.Integer(),
        standing: StandingShape,
        explain: T.String(),
        /** Why nobody can be asked now, as a refusal's id. */
        notAsked: Nullable(T.String()),
        /** The day on which it can be asked again, where only that is in the way. */
        askFrom: Nullable(DayShape),
        /** What can be appealed against. */
        decision: Nullable(Id),
        appeal: Nullable(
          T.Object({
            words: T.String(),
            dueOn: DayShape,
            outcome: Nullable(T.Enum(["kept", "changed"])),
            answer: Nullable(T.String()),
          }),
        ),
        can: T.Array(T.Enum(["ask", "withdraw", "appeal"])),
      }),
    ),
    consents: T.Array(
      T.Object({
        id: Id,
        check: T.String(),
        askedOf: T.String(),
        at: InstantShape,
        by: T.Enum(["self", "guardian"]),
        withdrawnAt: Nullable(InstantShape),
      }),
    ),
    looks: T.Array(T.Object({ id: Id, at: InstantShape, what: T.String(), by: Nullable(T.String()) })),
  }),
});

export const askEligibility = operation({
  id: "people.ask-eligibility",
  method: "POST",
  path: "/api/me/eligibility/:check/question",
  summary: "Has the provider asked, with a separate consent. The answer, yes or no, comes as a message.",
  params: T.Object({ check: Code }),
  body: T.Object({
    document: Id,
    number: Line(60),
    country: T.Optional(Nullable(Line(10))),
    name: Line(60),
    consent: T.Boolean(),
  }),
  answer: T.Object({ id: Id }),
  // What was typed must not be kept in a stored answer's key or body.
  unrepeated: true,
});

export const withdrawEligibility = operation({
  id: "people.withdraw-eligibility",
  method: "POST",
  path: "/api/me/eligibility/:check/withdrawal",
  summary: "Takes the consent back: what the provider answered ends at once.",
  params: T.Object({ check: Code }),
  body: T.Object({}),
  answer: T.Object({}),
});

export const appealEligibility = operation({
  id: "people.appeal",
  method: "POST",
  path: "/api/me/eligibility-decisions/:id/appeal",
  summary: "Appeals against a no, in one's own words; once. The organisation whose rule it is answers.",
  params: T.Object({ id: Id }),
  body: T.Object({ words: T.Intersect([Prose(1000), T.String({ pattern: "\\S" })]) }),
  answer: T.Object({ dueOn: DayShape }),
});
