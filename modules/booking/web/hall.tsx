/** The picture of a hall: as a whole to look at, and large enough to choose seats in it by thumb. */
import { usePage } from "#web/text.tsx";

export interface PicturedSeat {
  id: string;
  label: string;
  number: string;
  row: string;
  x: number;
  y: number;
  kind: string;
  state: string;
}

interface Hall {
  size: { width: number; height: number };
  focal: { x: number; y: number };
  seats: readonly PicturedSeat[];
}

const kept = ["kept", "elsewhere"];

/** The usual distance of neighbours, in the unit of the plan. */
function stepOf(seats: readonly { x: number; y: number }[]): number {
  const steps = seats
    .slice(1)
    .map((seat, n) => Math.hypot(seat.x - (seats[n]?.x ?? 0), seat.y - (seats[n]?.y ?? 0)));
  steps.sort((a, b) => a - b);
  return steps[steps.length >> 2] || 50;
}

/** All of it at once: who listens has the lists beside it. */
export function WholeHall({ hall: { size, focal, seats }, label }: { hall: Hall; label: string }) {
  const { text: t } = usePage();
  const step = stepOf(seats);
  const r = step * 0.4;
  return (
    <svg className="hall-whole" viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={label}>
      <Stage at={focal} width={size.width} size={step * 1.4} word={t("seats.stage")} />
      {seats.map((seat) => (
        <SeatShape key={seat.id} seat={seat} r={r} line={step / 14} />
      ))}
    </svg>
  );
}

function Stage({ at, width, size, word }: { at: Hall["focal"]; width: number; size: number; word: string }) {
  return (
    <>
      <line
        x1={at.x - width / 5}
        x2={at.x + width / 5}
        y1={at.y + size / 8}
        y2={at.y + size / 8}
        className="seat-kept"
        strokeWidth={size / 4}
      />
      <text x={at.x} y={at.y + size} fontSize={size}>
        {word}
      </text>
    </>
  );
}

/** A free seat is a frame, one's own is full, a taken one a cross, a kept one a small dash; a wheelchair space is round. */
function SeatShape({
  seat: { x, y, kind, state },
  r,
  line,
}: {
  seat: PicturedSeat;
  r: number;
  line: number;
}) {
  if (state === "taken")
    return (
      <path
        className="seat-gone"
        strokeWidth={line}
        d={`M${x - r / 2} ${y - r / 2}l${r} ${r}m0 ${-r}l${-r} ${r}`}
      />
    );
  if (kept.includes(state))
    return <line className="seat-gone" strokeWidth={line} x1={x - r / 2} x2={x + r / 2} y1={y} y2={y} />;
  const name = state === "mine" ? "seat-mine" : "seat-free";
  return kind === "wheelchair" ? (
    <circle className={name} strokeWidth={line} cx={x} cy={y} r={r} />
  ) : (
    <rect className={name} strokeWidth={line} x={x - r} y={y - r} width={r * 2} height={r * 2} rx={r / 3} />
  );
}

/** How large a seat is under a thumb, in pixels. */
const thumb = 44;

/** Seats to choose: those one can have are boxes to tick, the others are only drawn. Names are told to who listens. */
export function HallToPick({
  hall,
  label,
  chosen,
  says,
}: {
  hall: Hall;
  label: string;
  chosen: ReadonlySet<string>;
  /** What a seat is, beyond its name. */
  says: (id: string) => string;
}) {
  const { text: t } = usePage();
  const { size, focal, seats } = hall;
  const scale = thumb / stepOf(seats);
  const at = (n: number) => Math.round(n * scale);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="hall" tabIndex={0} aria-label={label} dir="ltr">
      <svg
        width={at(size.width) + thumb}
        height={at(size.height) + thumb}
        viewBox={`${-thumb / 2} ${-thumb / 2} ${at(size.width) + thumb} ${at(size.height) + thumb}`}
        aria-label={label}
      >
        <g>
          <Stage
            at={{ x: at(focal.x), y: at(focal.y) }}
            width={at(size.width)}
            size={22}
            word={t("seats.stage")}
          />
        </g>
        {seats.map((seat) =>
          seat.state === "free" || seat.state === "mine" ? (
            <foreignObject
              key={seat.id}
              x={at(seat.x) - thumb / 2}
              y={at(seat.y) - thumb / 2}
              width={thumb}
              height={thumb}
            >
              <label className={`seat-box is-${seat.kind}`} id={`s-${seat.id}`}>
                <input
                  type="checkbox"
                  name="seats[]"
                  value={seat.id}
                  defaultChecked={chosen.has(seat.id)}
                  aria-label={t("seats.named", { label: seat.label, says: says(seat.id) })}
                />
                <span aria-hidden="true">
                  <small>{seat.row}</small>
                  {seat.number}
                </span>
              </label>
            </foreignObject>
          ) : (
            <g key={seat.id}>
              <SeatShape seat={{ ...seat, x: at(seat.x), y: at(seat.y) }} r={17} line={2} />
            </g>
          ),
        )}
      </svg>
    </section>
  );
}

/** What the shapes mean. */
export function HallKey() {
  const { text: t } = usePage();
  const items = [
    { word: "free", state: "free", kind: "standard" },
    { word: "wheelchair", state: "free", kind: "wheelchair" },
    { word: "mine", state: "mine", kind: "standard" },
    { word: "taken", state: "taken", kind: "standard" },
    { word: "kept", state: "kept", kind: "standard" },
  ];
  // texts: seats.key.*
  return (
    <ul className="plain small seat-key">
      {items.map(({ word, ...seat }) => (
        <li key={word}>
          <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
            <SeatShape
              seat={{ id: "", label: "", number: "", row: "", x: 11, y: 11, ...seat }}
              r={9}
              line={2}
            />
          </svg>{" "}
          {t(`seats.key.${word}`)}
        </li>
      ))}
    </ul>
  );
}
