export interface MarkColours {
  readonly river: string;
  readonly ink: string;
  readonly quiet: string;
  readonly surface: string;
  readonly soon: string;
  readonly closed: string;
  readonly poplar: string;
  /** Of the ground's crosses. */
  readonly grid: string;
}

const SCALE = 2;
const NAME_RIM = 4;
const NAME_HEIGHT = 20;
const sizes: Readonly<Record<string, number>> = { "mark-picked": 36, "mark-here": 26, "mark-grid": 8 };

/**
 * A mark of the live map as pixels (twice the size it is shown in): the same forms as on the drawn map. Names: `mark-open`, `mark-soon`, `mark-closed`,
 * `mark-unknown`, `mark-here`, `mark-picked`, `mark-grid`, `group-12`. Drawn here, so that neither pictures nor fonts are fetched.
 */
export function drawMark(name: string, colours: MarkColours): ImageData {
  const count = /^group-(\d+)$/.exec(name)?.[1];
  // As tight as the form: the rest of the square would keep names away.
  const size = (count ? 34 : (sizes[name] ?? 22)) * SCALE;
  const canvas = document.createElement("canvas");
  canvas.width = size;
  canvas.height = size;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) return new ImageData(size, size);
  pen.scale(SCALE, SCALE);
  pen.translate(size / SCALE / 2, size / SCALE / 2);
  if (count) drawGroup(pen, count, colours);
  else drawForm(pen, name, colours);
  return pen.getImageData(0, 0, size, size);
}

/** A name as pixels, to stand beside its mark: in the page's own letters, with a rim of ground colour. */
export function drawName(text: string, font: string, { surface }: MarkColours, ink: string): ImageData {
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) return new ImageData(2, 2);
  pen.font = `14px ${font}`;
  const width = Math.ceil(pen.measureText(text).width) + 2 * NAME_RIM;
  canvas.width = width * SCALE;
  canvas.height = NAME_HEIGHT * SCALE;
  pen.scale(SCALE, SCALE);
  // a new size clears the pen
  pen.font = `14px ${font}`;
  pen.textBaseline = "middle";
  pen.textAlign = "center";
  pen.lineJoin = "round";
  pen.lineWidth = 4;
  pen.strokeStyle = surface;
  pen.strokeText(text, width / 2, NAME_HEIGHT / 2 + 0.5);
  pen.fillStyle = ink;
  pen.fillText(text, width / 2, NAME_HEIGHT / 2 + 0.5);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

function drawGroup(pen: CanvasRenderingContext2D, count: string, { ink, surface }: MarkColours): void {
  disc(pen, Math.min(16, 11 + Math.sqrt(Number(count)) * 0.8), ink, surface);
  pen.fillStyle = surface;
  pen.font = `700 ${count.length > 2 ? 11 : 13}px sans-serif`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(count, 0, 0.5);
}

function drawForm(pen: CanvasRenderingContext2D, name: string, c: MarkColours): void {
  if (name === "mark-open") disc(pen, 8, c.river, c.surface);
  else if (name === "mark-closed") disc(pen, 7, c.surface, c.closed);
  else if (name === "mark-unknown") disc(pen, 6.5, c.ink, c.surface);
  else if (name === "mark-soon") {
    pen.beginPath();
    for (const [x, y] of [
      [0, -9.5],
      [9.5, 0],
      [0, 9.5],
      [-9.5, 0],
    ] as const)
      pen.lineTo(x, y);
    paint(pen, c.soon, c.surface);
  } else if (name === "mark-here") {
    pen.globalAlpha = 0.25;
    disc(pen, 12, c.poplar, c.poplar);
    pen.globalAlpha = 1;
    disc(pen, 6, c.poplar, c.surface);
  } else if (name === "mark-picked") disc(pen, 15, c.surface, c.ink);
  else if (name === "mark-grid") cross(pen, c.grid);
}

function cross(pen: CanvasRenderingContext2D, colour: string): void {
  pen.beginPath();
  pen.moveTo(-3, 0);
  pen.lineTo(3, 0);
  pen.moveTo(0, -3);
  pen.lineTo(0, 3);
  pen.lineWidth = 1;
  pen.strokeStyle = colour;
  pen.stroke();
}

function disc(pen: CanvasRenderingContext2D, radius: number, fill: string, rim: string): void {
  pen.beginPath();
  pen.arc(0, 0, radius, 0, 2 * Math.PI);
  paint(pen, fill, rim);
}

function paint(pen: CanvasRenderingContext2D, fill: string, rim: string): void {
  pen.closePath();
  pen.fillStyle = fill;
  pen.fill();
  pen.lineWidth = 2;
  pen.strokeStyle = rim;
  pen.stroke();
}
