/** JSON in and out of orders, gifts, and what they are paid from. */
import {
  DayShape,
  Empty,
  Id,
  InstantShape,
  Line,
  mostInteger,
  Nullable,
  operation,
  Reason,
  T,
} from "#contract";
import { Brief, Count, Fen, one, Text } from "../../shapes.ts";
import { orderStates } from "./order.ts";

export { yuanOf } from "./order.ts";

const oneLine = T.Object({ id: T.Integer({ minimum: 1, maximum: mostInteger }) });
const State = T.Enum([...orderStates]);
const Kind = T.Enum(["purchase", "gift"]);
/** Twenty million yuan. */
const BudgetFen = T.Integer({ minimum: 0, maximum: mostInteger });
/** Percent. No bookseller gives nine tenths away: less is a slip of the hand. */
const Pays = T.Integer({ minimum: 10, maximum: 100 });

const BudgetView = T.Object({
  id: Id,
  organisation: Brief,
  year: T.Integer(),
  name: T.String(),
  amountFen: T.Integer(),
  committedFen: T.Integer(),
  spentFen: T.Integer(),
  leftFen: T.Integer(),
  isApproved: T.Boolean(),
  mayDecide: T.Boolean(),
});

const SupplierView = T.Object({
  id: Id,
  organisation: Brief,
  name: T.String(),
  contact: T.String(),
  pays: T.Integer(),
  days: T.Integer(),
  mayEnd: T.Boolean(),
});

export const getMoney = operation({
  id: "library.money",
  method: "GET",
  path: "/api/desk/acquiring/money",
  summary: "What your houses may spend this year and the next, what of it is used, and whom they buy from",
  answer: T.Object({
    year: T.Integer(),
    /** Where you may add to it. */
    organisations: T.Array(Brief),
    budgets: T.Array(BudgetView),
    suppliers: T.Array(SupplierView),
  }),
});

export const addBudget = operation({
  id: "library.add-budget",
  method: "POST",
  path: "/api/desk/acquiring/budgets",
  summary: "Propose a budget; a manager’s is approved at once",
  body: T.Object({
    organisationId: Id,
    year: T.Integer({ minimum: 2000, maximum: 2100 }),
    name: Line(60),
    amountFen: BudgetFen,
  }),
  answer: one,
});

export const approveBudget = operation({
  id: "library.approve-budget",
  method: "POST",
  path: "/api/desk/acquiring/budgets/:id/approve",
  summary: "Approve a budget, or change how much it is: never below what is used",
  params: one,
  body: T.Object({ amountFen: BudgetFen }),
  answer: Empty,
});

export const addSupplier = operation({
  id: "library.add-supplier",
  method: "POST",
  path: "/api/desk/acquiring/suppliers",
  summary: "Add whom a house buys from",
  body: T.Object({
    organisationId: Id,
    name: Line(100),
    contact: Text(200),
    pays: Pays,
    days: T.Integer({ minimum: 1, maximum: 365 }),
  }),
  answer: one,
});

export const endSupplier = operation({
  id: "library.end-supplier",
  method: "POST",
  path: "/api/desk/acquiring/suppliers/:id/end",
  summary: "Nothing more is ordered there",
  params: one,
  body: Empty,
  answer: Empty,
});

const OrderBrief = {
  id: Id,
  number: T.String(),
  organisation: Brief,
  kind: Kind,
  supplier: Nullable(T.String()),
  state: State,
  dueOn: Nullable(DayShape),
  isLate: T.Boolean(),
  madeAt: InstantShape,
};

export const listOrders = operation({
  id: "library.orders",
  method: "GET",
  path: "/api/desk/acquiring/orders",
  summary: "Orders and gifts of your houses: those under way, or those that are over",
  query: T.Object({ over: T.Optional(T.Enum(["yes"])) }),
  answer: T.Object({
    items: T.Array(
      T.Object({ ...OrderBrief, lines: Count, copies: Count, received: Count, costFen: T.Integer() }),
    ),
    /** For a new one: where you may order, from whom, and what it can be paid from. */
    organisations: T.Array(Brief),
    suppliers: T.Array(SupplierView),
    budgets: T.Array(BudgetView),
  }),
});

export const beginOrder = operation({
  id: "library.begin-order",
  method: "POST",
  path: "/api/desk/acquiring/orders",
  summary: "Begin an order, or a list of what was given",
  body: T.Object({
    organisationId: Id,
    kind: Kind,
    supplierId: Nullable(Id),
    budgetId: Nullable(Id),
    note: Text(500),
  }),
  answer: one,
});

export const getOrder = operation({
  id: "library.order",
  method: "GET",
  path: "/api/desk/acquiring/orders/:id",
  summary: "An order with its lines: what it costs, what has come of it",
  params: one,
  answer: T.Object({
    ...OrderBrief,
    supplier: Nullable(
      T.Object({ id: Id, name: T.String(), contact: T.String(), pays: T.Integer(), days: T.Integer() }),
    ),
    budget: Nullable(BudgetView),
    note: T.String(),
    claims: Count,
    claimedAt: Nullable(InstantShape),
    lines: T.Array(
      T.Object({
        id: T.Integer(),
        title: T.String(),
        author: T.String(),
        isbn: Nullable(T.String()),
        publisher: T.String(),
        record: Nullable(T.String()),
        /** Of its record: where it would stand. */
        classNumber: T.String(),
        place: Brief,
        copies: Count,
        received: Count,
        priceFen: T.Integer(),
        pays: T.Integer(),
        unitFen: T.Integer(),
        paidFen: T.Integer(),
        isWish: T.Boolean(),
      }),
    ),
    /** Of what is to come and what came. */
    costFen: T.Integer(),
    /** Where copies can go. */
    places: T.Array(Brief),
    can: T.Array(T.Enum(["add", "send", "receive", "cancel", "close", "claim"])),
  }),
});

export const addLine = operation({
  id: "library.add-line",
  method: "POST",
  path: "/api/desk/acquiring/orders/:id/lines",
  summary: "Put copies of a title for a place on a draft; an ISBN of the catalogue says itself what it is",
  params: one,
  body: T.Object({
    isbn: Text(40),
    title: Text(300),
    author: Text(200),
    publisher: Text(200),
    placeId: Id,
    copies: T.Integer({ minimum: 1, maximum: 500 }),
    priceFen: Fen,
    pays: Pays,
    /** What readers wish for. */
    wishId: Nullable(Id),
  }),
  answer: T.Object({ line: T.Integer() }),
});

export const dropLine = operation({
  id: "library.drop-line",
  method: "POST",
  path: "/api/desk/acquiring/lines/:id/drop",
  summary: "Take a title off a draft",
  params: oneLine,
  body: Empty,
  answer: Empty,
});

export const sendOrder = operation({
  id: "library.send-order",
  method: "POST",
  path: "/api/desk/acquiring/orders/:id/send",
  summary: "Order it: its money is committed, refused where the budget has less",
  params: one,
  body: Empty,
  answer: Empty,
});

export const endOrder = operation({
  id: "library.end-order",
  method: "POST",
  path: "/api/desk/acquiring/orders/:id/end",
  summary: "Cancel an order before anything came, or close it without the rest",
  params: one,
  body: T.Object({ as: T.Enum(["cancelled", "closed"]), reason: Reason(500) }),
  answer: Empty,
});

export const claimOrder = operation({
  id: "library.claim-order",
  method: "POST",
  path: "/api/desk/acquiring/orders/:id/claim",
  summary: "Note that the supplier was reminded of what is late",
  params: one,
  body: Empty,
  answer: Empty,
});

export const receiveLine = operation({
  id: "library.receive",
  method: "POST",
  path: "/api/desk/acquiring/lines/:id/receive",
  summary: "Copies have come: each barcode is an item in process",
  params: oneLine,
  body: T.Object({
    /** Several, with line ends, blanks or commas between. */
    barcodes: T.String({ maxLength: 20_000 }),
    shelf: Text(60),
    callNumber: Text(100),
    /** What is paid for one, where it is not as ordered. */
    unitFen: Nullable(Fen),
  }),
  answer: T.Object({ items: Count }),
});

export const orderSheet = operation({
  id: "library.order-sheet",
  method: "GET",
  path: "/api/desk/acquiring/orders/:id.csv",
  summary: "An order as a table",
  params: one,
  files: ["text/csv; charset=utf-8"],
  answer: T.String(),
});
