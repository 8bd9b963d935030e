/** Rooms and things of the demo city that can be reserved, and who has. */
import { type ReservationRules, usualBoothRules, usualRules, usualSeatRules } from "#booking/contract";

const usual = usualRules;
const booth = { ...usualBoothRules, mostComing: 2, mostAWeek: 3 } satisfies ReservationRules;
const studio = { ...usual, setUpMinutes: 30, clearUpMinutes: 30, horizonDays: 60 } satisfies ReservationRules;
const hall = {
  ...studio,
  longestMinutes: 480,
  horizonDays: 180,
  approval: ["house", "above"],
  level: 1,
} satisfies ReservationRules;

export interface DemoRoom {
  demo: true;
  key: string;
  place: string;
  /** A space of the place; null: a thing, called as below. */
  space: string | null;
  label?: string;
  /** Rows of study seats in it, and how many in each: they are reserved, the room by staff alone. */
  seats?: { rows: number; columns: number };
  rules: ReservationRules;
}

/** Made by their house. */
export const ROOMS: readonly DemoRoom[] = [
  { demo: true, key: "lib-booth-1", place: "lib", space: "lib/booth-1", rules: booth },
  { demo: true, key: "lib-booth-2", place: "lib", space: "lib/booth-2", rules: booth },
  {
    demo: true,
    key: "lib-study",
    place: "lib",
    space: "lib/study",
    seats: { rows: 6, columns: 8 },
    rules: usualSeatRules,
  },
  { demo: true, key: "lib-hall", place: "lib", space: "lib/hall", rules: hall },
  { demo: true, key: "whg-dance", place: "whg", space: "whg/dance", rules: studio },
  { demo: true, key: "whg-choir", place: "whg", space: "whg/choir", rules: studio },
  {
    demo: true,
    key: "whg-music",
    place: "whg",
    space: "whg/music",
    rules: { ...studio, approval: ["house"] },
  },
  {
    demo: true,
    key: "whg-camera",
    place: "whg",
    space: null,
    label: "摄像机（带三脚架）",
    rules: { ...usual, longestMinutes: 480 },
  },
];

/** Resident, days ahead, from, to, what for. On a day on which the house is closed it is the next one. */
export const RESERVED: readonly {
  demo: true;
  room: string;
  resident: string;
  days: number;
  from: string;
  to: string;
  purpose: string;
}[] = [
  {
    demo: true,
    room: "whg-choir",
    resident: "resident-001",
    days: 1,
    from: "15:00",
    to: "17:00",
    purpose: "石油新村合唱队排练",
  },
  {
    demo: true,
    room: "whg-choir",
    resident: "resident-004",
    days: 2,
    from: "16:00",
    to: "18:00",
    purpose: "冬不拉合奏",
  },
  {
    demo: true,
    room: "whg-dance",
    resident: "resident-007",
    days: 1,
    from: "11:00",
    to: "13:00",
    purpose: "广场舞队编排",
  },
  {
    demo: true,
    room: "whg-dance",
    resident: "resident-009",
    days: 3,
    from: "16:00",
    to: "18:00",
    purpose: "青年街舞",
  },
  {
    demo: true,
    room: "whg-music",
    resident: "resident-012",
    days: 2,
    from: "12:00",
    to: "14:00",
    purpose: "二胡重奏",
  },
  {
    demo: true,
    room: "lib-booth-1",
    resident: "resident-015",
    days: 1,
    from: "11:00",
    to: "11:50",
    purpose: "录一篇朗读",
  },
  {
    demo: true,
    room: "lib-booth-1",
    resident: "resident-018",
    days: 1,
    from: "15:00",
    to: "16:50",
    purpose: "亲子朗读",
  },
  {
    demo: true,
    room: "whg-camera",
    resident: "resident-021",
    days: 2,
    from: "11:00",
    to: "16:00",
    purpose: "拍社区故事",
  },
];
