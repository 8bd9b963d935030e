/** A seat plan as data. Any unit of length; y grows downwards, as on a screen. What stands beside what is the order of the list. */
import { type Static, Type as T } from "typebox";

const Word = (most: number) => T.String({ minLength: 1, maxLength: most });
const Length = T.Number({ minimum: -1e6, maximum: 1e6 });
const Point = T.Object({ x: Length, y: Length }, { additionalProperties: false });
export type Point = Static<typeof Point>;

const SeatShape = T.Object(
  {
    /** Never changes and stands once in the plan: what was booked is known by it. */
    id: Word(64),
    /** What the ticket says: 5排12号. */
    label: Word(40),
    /** What the chair says: 12. */
    number: Word(10),
    x: Length,
    y: Length,
    /** The name of one of the plan's categories. */
    category: Word(40),
    /** A wheelchair space is a space without a chair; a companion seat stands beside one. */
    kind: T.Enum(["standard", "wheelchair", "companion", "restricted-view"]),
    /** Of a companion seat: the id of its wheelchair space. */
    of: T.Optional(Word(64)),
  },
  { additionalProperties: false },
);
export type Seat = Static<typeof SeatShape>;

const RowShape = T.Object(
  {
    /** 5, or 雅座: what stands at its end. */
    name: Word(20),
    /** How much worse than its distance says a seat of this row is, as a length: right under the stage, behind a rail. */
    penalty: T.Optional(T.Number({ minimum: 0, maximum: 1e6 })),
    /** Between two blocks runs an aisle. Two seats are beside one another when they follow one another in a block. */
    blocks: T.Array(T.Array(SeatShape, { maxItems: 500 }), { maxItems: 50 }),
  },
  { additionalProperties: false },
);
export type Row = Static<typeof RowShape>;

export const PlanShape = T.Object(
  {
    name: Word(80),
    size: T.Object({ width: T.Number({ exclusiveMinimum: 0 }), height: T.Number({ exclusiveMinimum: 0 }) }),
    /** Where everybody looks: the middle of the stage. */
    focal: Point,
    categories: T.Array(T.Object({ name: Word(40), colour: T.Optional(Word(20)) }), { maxItems: 50 }),
    /** 池座, 楼座, 包厢; rows from the stage backwards. */
    zones: T.Array(T.Object({ name: Word(40), rows: T.Array(RowShape, { maxItems: 200 }) }), {
      maxItems: 50,
    }),
  },
  { additionalProperties: false },
);
export type Plan = Static<typeof PlanShape>;

/** Every seat with its zone and row, in the order of the plan; `at` is its JSON pointer. */
export function* seatsOf(plan: Plan) {
  for (const [z, zone] of plan.zones.entries())
    for (const [r, row] of zone.rows.entries())
      for (const [b, block] of row.blocks.entries())
        for (const [s, seat] of block.entries())
          yield { seat, block, s, row, zone, at: `/zones/${z}/rows/${r}/blocks/${b}/${s}` };
}

/** How far apart two that sit beside one another are: the median of the plan, 1 where nobody sits beside anybody. */
export function seatWidth(blocks: Iterable<readonly Point[]>): number {
  const steps: number[] = [];
  for (const block of blocks)
    block.forEach((seat, n) => {
      const before = block[n - 1];
      if (before) steps.push(Math.hypot(seat.x - before.x, seat.y - before.y));
    });
  steps.sort((a, b) => a - b);
  return steps[steps.length >> 1] || 1;
}
