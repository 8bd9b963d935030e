/** A theatre to try with: 大剧院, made up by us and no real hall. Rows bend around the stage, 单双号, an aisle on either side of the middle. */
import { copyRow, makeRow, withWheelchair } from "./build.ts";
import type { Plan, Row } from "./shape.ts";

/** In centimetres. */
const stage = { x: 1200, y: 0 };
const stalls = { zone: "池座", rows: 18, first: 500, pitch: 95 };
const circle = { zone: "楼座", rows: 8, first: 2500, pitch: 95 };

/** About 800 seats: 池座 and 楼座 with 单双号, four wheelchair spaces with companions, two boxes (包厢). Made up. */
export function sampleTheatre(): Plan {
  return {
    name: "示例大剧院（虚构）",
    size: { width: 2400, height: 3300 },
    focal: stage,
    categories: [{ name: "甲" }, { name: "乙" }],
    zones: [
      { name: stalls.zone, rows: Array.from({ length: stalls.rows }, (_, n) => stallsRow(n)) },
      { name: circle.zone, rows: Array.from({ length: circle.rows }, (_, n) => circleRow(n)) },
      { name: "左包厢", rows: boxRows("left", 150) },
      { name: "右包厢", rows: boxRows("right", 2250) },
    ],
  };
}

/** 28 seats in front, 32 and 36 further back; in row 9, behind the cross aisle, two spaces at either end of the middle block. */
function stallsRow(n: number): Row {
  const side = 7 + Math.floor(n / 6);
  const middle = 14 + 2 * Math.floor(n / 6);
  const row = makeRow({
    prefix: `chi-${n + 1}`,
    name: String(n + 1),
    seats: side * 2 + middle,
    middle: { x: stage.x, y: stalls.first + n * stalls.pitch },
    spacing: 55,
    category: n < 12 ? "甲" : "乙",
    numbering: "odd-left",
    around: { x: stage.x, y: -1500 },
    aisles: [side, side + middle],
    aisleWidth: 110,
  });
  // Under the edge of the stage one looks up at it.
  if (n === 0) return { ...row, penalty: 600 };
  if (n !== 8) return row;
  const [left, right] = [row.blocks[1]?.slice(0, 4) ?? [], row.blocks[1]?.slice(-4).reverse() ?? []];
  return [left, right].reduce((made, [one, two, three, four]) => {
    if (!one || !two || !three || !four) return made;
    return withWheelchair(withWheelchair(made, one.id, two.id), three.id, four.id);
  }, row);
}

/** 26 seats each; the ends of the first row look past the rail. */
function circleRow(n: number): Row {
  const row = makeRow({
    prefix: `lou-${n + 1}`,
    name: String(n + 1),
    seats: 26,
    middle: { x: stage.x, y: circle.first + n * circle.pitch },
    spacing: 55,
    category: "乙",
    numbering: "odd-left",
    around: { x: stage.x, y: -1500 },
    aisles: [6, 20],
    aisleWidth: 110,
  });
  if (n > 0) return row;
  const ends = new Set([row.blocks[0]?.[0]?.id, row.blocks.at(-1)?.at(-1)?.id]);
  const blocks = row.blocks.map((block) =>
    block.map((seat) => (ends.has(seat.id) ? { ...seat, kind: "restricted-view" as const } : seat)),
  );
  return { ...row, blocks };
}

/** Two rows of four, at the side, facing the middle. */
function boxRows(side: "left" | "right", x: number): Row[] {
  const out = side === "left" ? -1 : 1;
  const front = makeRow({
    prefix: `${side}-1`,
    name: "1",
    seats: 4,
    middle: { x, y: 500 },
    spacing: 60,
    category: "甲",
    numbering: "left-to-right",
    turn: out * -90,
  });
  return [front, copyRow(front, { prefix: `${side}-2`, name: "2", by: { x: out * 95, y: 0 } })];
}
