import { useId } from "react";
import { chanceOf } from "../../libs/covers/chance.ts";
import { type PatternFamily, type Picture, pictureOf } from "../../libs/covers/index.ts";

export interface CoverProps {
  /** The name the picture is drawn from; the same name gives the same picture for ever. */
  name: string;
  /** One family for a brand series; chosen from the name when left out. */
  family?: PatternFamily;
  /** `wide` for a band over the whole page, `card` 3:2, `square`. */
  shape?: "card" | "wide" | "square";
}

const frames = { card: [120, 80], wide: [360, 72], square: [80, 80] } as const;

/** A picture for something without a photograph, in the spirit of Atlas silk, paper-cut, felt, yardang or water. */
export function Cover({ name, family, shape = "card" }: CoverProps) {
  const id = useId();
  const picture = pictureOf(name, family);
  const [width, height] = frames[shape];
  const drawn = picture.strokes.map((stroke, n) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the strokes of a picture never move
    <Drawn key={n} {...stroke} />
  ));
  return (
    <svg
      className={`cover cover-${shape}`}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      <rect width={width} height={height} fill={picture.ground} />
      {picture.tile ? (
        <>
          <pattern id={id} patternUnits="userSpaceOnUse" {...picture.tile}>
            {drawn}
          </pattern>
          <rect width={width} height={height} fill={`url(#${id})`} />
        </>
      ) : (
        <g
          transform={
            shape === "wide"
              ? "translate(0 -60) scale(3 2.4)"
              : shape === "square"
                ? "translate(-20 0)"
                : undefined
          }
        >
          {drawn}
        </g>
      )}
    </svg>
  );
}

function Drawn({ d, colour, width, turns, centre }: Picture["strokes"][number]) {
  const paint = width
    ? { fill: "none", stroke: colour, strokeWidth: width, strokeLinecap: "round" as const }
    : { fill: colour };
  if (!turns || !centre) return <path d={d} {...paint} />;
  return (
    <g {...paint}>
      {turns.map((turn) => (
        <path key={turn} d={d} transform={`rotate(${turn} ${centre[0]} ${centre[1]})`} />
      ))}
    </g>
  );
}

/** A book without a picture: its own title, set like an old title slip. */
export function BookCover({ title, author }: { title: string; author?: string }) {
  const shade = chanceOf(title).whole(1, 5);
  return (
    <div className={`book-cover book-cover-${shade}`} aria-hidden="true">
      <span className="book-title song">{title}</span>
      {author && <span className="book-author">{author}</span>}
    </div>
  );
}
