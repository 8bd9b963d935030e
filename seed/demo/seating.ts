/** Which hall of the demo has numbered seats, and which performances in it. */
export const SEATED = {
  place: "whg",
  space: "whg/theatre",
  /** The next performance of each. */
  events: ["choir", "oil-town"],
  shares: [
    { row: "池座 18", to: "counter" },
    { row: "池座 17", to: "helper" },
    { row: "楼座 8", to: "walk-in" },
    { row: "楼座 7", to: "house" },
    { row: "右包厢 1", to: "jury" },
  ],
} as const;
