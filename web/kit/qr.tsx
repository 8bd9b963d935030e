import { qrPath } from "#libs/qr";

export interface QRCodeProps {
  text: string;
  /** What it is, for those who do not see it: "我的通行证码". */
  label: string;
}

/** A QR code as one SVG path, dark on white in every theme: scanners want it so. */
export function Code({ text, label }: QRCodeProps) {
  const { d, size } = qrPath(text);
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={d} fill="#000" />
    </svg>
  );
}
