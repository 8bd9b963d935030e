/** Two rules by which people qualify in the demo. The first follows the city's 信用借还: a credit line at the provider, no score here. */
import type { InputOf } from "#contract";
import type { putEligibilityCheck } from "#people/contract";

type Facts = Omit<InputOf<typeof putEligibilityCheck>["body"], "organisation" | "validFrom">;

export interface DemoRule extends Facts {
  readonly demo: true;
  readonly code: string;
  /** Key of the organisation whose rule it is. */
  readonly organisation: string;
}

export const RULES: readonly DemoRule[] = [
  {
    demo: true,
    code: "deposit-free-lending",
    organisation: "lib",
    name: "免押金借阅",
    purpose: "信用良好的读者借书不收押金。回答“否”时照样可以借书，用下面的办法即可。",
    asks: "您是否达到免押金借阅的信用要求。对方只回答是或否，不告诉我们分数。",
    askedOf: "信用服务机构（演示）",
    provider: "credit",
    level: 2,
    fromAge: 18,
    validDays: 365,
    againDays: 30,
    outage: "ask-later",
    grantDays: null,
    appealDays: 15,
    retired: false,
    translations: {
      en: {
        name: "Lending without a deposit",
        purpose:
          "Readers with good credit borrow without a deposit. After a no you borrow all the same, in one of the ways below.",
        asks: "Whether you meet the credit requirement for lending without a deposit. The answer is yes or no; we are told no score.",
        askedOf: "Credit service (demo)",
      },
    },
    ways: [
      {
        code: "deposit",
        name: "交押金",
        says: "在总服务台交 100 元押金，不再借书时全额退还。",
        validDays: 365,
        translations: {
          en: {
            name: "Pay a deposit",
            says: "Pay 100 yuan at the front desk; all of it is returned when you stop borrowing.",
          },
        },
      },
      {
        code: "guarantor",
        name: "保证人",
        says: "请一位本馆读者一起来签字，双方带证件。",
        validDays: 180,
        translations: {
          en: {
            name: "A guarantor",
            says: "Come with a reader of this library who signs for you; both bring a document.",
          },
        },
      },
      {
        code: "staff-decision",
        name: "工作人员核实",
        says: "学生、老年人、残障人士等带证件到总服务台，由工作人员核实后免押金。",
        validDays: 365,
        translations: {
          en: {
            name: "Decided by staff",
            says: "Students, older and disabled people: bring your document to the front desk; staff decide that no deposit is needed.",
          },
        },
      },
    ],
  },
  {
    demo: true,
    code: "local-residence",
    organisation: "bureau",
    name: "本地居住",
    purpose: "少数面向本市居民的服务，例如为本市居民预留的名额。没有本地身份证、在本市居住的人也算。",
    asks: "您是否在本市居住。对方只回答是或否，不告诉我们住址。",
    askedOf: "市政务数据平台（演示）",
    provider: "residence",
    level: 1,
    fromAge: 0,
    validDays: 365,
    againDays: 7,
    outage: "grant-until",
    grantDays: 7,
    appealDays: 15,
    retired: false,
    translations: {
      en: {
        name: "Living here",
        purpose:
          "The few services meant for residents of the city, such as places kept for them. Living here counts, with or without a local card.",
        asks: "Whether you live in this city. The answer is yes or no; we are told no address.",
        askedOf: "The city's data platform (demo)",
      },
    },
    ways: [
      {
        code: "residence-card",
        name: "出示居住证",
        says: "带居住证、户口簿或本地身份证到任一服务点，看过就行，不留复印件。",
        validDays: 365,
        translations: {
          en: {
            name: "Show a residence card",
            says: "Bring a residence card, household register or local card to any service desk; no copy is kept.",
          },
        },
      },
      {
        code: "community-letter",
        name: "社区证明",
        says: "带所在社区或单位开的居住证明到任一服务点。",
        validDays: 180,
        translations: {
          en: {
            name: "A letter of the community",
            says: "Bring a letter of your community or employer to any service desk.",
          },
        },
      },
    ],
  },
];
