/** Who of the demo's residents borrows, and what they have: invented. A loan is so many days old, so that its due day says how it stands. */

export interface DemoReader {
  readonly demo: true;
  readonly resident: string;
  /** Number of the card; its issuer is the city's library. */
  readonly card: string;
  readonly category: "adult" | "child";
  readonly home: string;
  readonly loans: readonly { readonly daysAgo: number; readonly at: string }[];
}

const lib = (...daysAgo: readonly number[]) => daysAgo.map((days) => ({ daysAgo: days, at: "lib" }));

/** Lent for thirty days: 28 days ago is due in two, 33 days ago is late. A book of the city's library is lent in 城南 too. */
export const DEMO_READERS: readonly DemoReader[] = [
  {
    demo: true,
    resident: "resident-001",
    card: "65020000001",
    category: "adult",
    home: "lib",
    loans: [...lib(28, 12, 3), { daysAgo: 5, at: "chengnan" }],
  },
  {
    demo: true,
    resident: "resident-002",
    card: "65020000002",
    category: "adult",
    home: "lib",
    loans: lib(33, 31),
  },
  {
    demo: true,
    resident: "resident-003",
    card: "65020000003",
    category: "adult",
    home: "lib",
    loans: lib(20),
  },
  {
    demo: true,
    resident: "resident-005",
    card: "65020000005",
    category: "adult",
    home: "chengnan",
    loans: [],
  },
  {
    demo: true,
    resident: "resident-006",
    card: "65020000006",
    category: "adult",
    home: "chengnan",
    loans: [{ daysAgo: 9, at: "chengnan" }],
  },
  {
    demo: true,
    resident: "resident-008",
    card: "65020000008",
    category: "adult",
    home: "lib",
    loans: lib(1, 1, 1, 1, 1),
  },
];

/** Cards of children, by their turn among those who have a guardian. */
export const DEMO_CHILDREN: readonly Omit<DemoReader, "resident">[] = [
  { demo: true, card: "65020001001", category: "child", home: "lib", loans: lib(27, 4) },
  { demo: true, card: "65020001002", category: "child", home: "lib", loans: lib(15) },
];
