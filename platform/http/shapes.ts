/** Shapes that contracts share. Objects are closed: an unknown field is a fault, not a silence. */
import { type TProperties, type TSchema, Type } from "typebox";

const object = <P extends TProperties>(properties: P, options: object = {}) =>
  Type.Object(properties, { additionalProperties: false, ...options });

export const T = { ...Type, Object: object };

/** UUID. */
export const Id = Type.String({ format: "uuid" });
/** ISO 8601 instant in UTC, e.g. `2026-06-12T11:30:00Z`. */
export const InstantShape = Type.String({ format: "date-time" });
/** `2026-06-12`, a day in the city's zone. */
export const DayShape = Type.String({ format: "date" });
/** Breaks and spaces without width, soft hyphens, letters without a shape: pasted prose is full of them, a name only hides with them. */
export const unseenInLines = "\\u00ad\\u034f\\u115f\\u1160\\u200b\\u2028\\u2029\\u2060\\u3164\\ufeff\\uffa0";
/** The largest that an `integer` of the database holds: no number comes in without a bound (`main/integers.test.ts`). */
export const mostInteger = 2_147_483_647;
/** The version of a thing that somebody has read and changes. */
export const Version = Type.Integer({ minimum: 1, maximum: mostInteger });
/** A line of words: trimmed length 1 to `max`, no control characters, nothing that nobody sees (see also hidden.ts). */
export const Line = (max: number) => Type.String(aLine(max));
const aLine = (max: number) => ({
  minLength: 1,
  maxLength: max,
  pattern: `^(?=.*\\S)[^\\u0000-\\u001f\\u007f-\\u009f${unseenInLines}]*$`,
});
/** Why somebody does something that stands in a record or is told to others; in the body, words and not a sign (`saysWhy`). */
export const Reason = (max: number) => Type.String({ ...aLine(max), format: "reason" });
/** Text of several lines. What hides or turns other text is refused in every text by check.ts. */
export const Prose = (max: number) => Type.String({ maxLength: max });
export const Nullable = <S extends TSchema>(shape: S) => Type.Union([shape, Type.Null()]);
/** A list page: `items` and the cursor for the next, or null. */
export const Page = <S extends TSchema>(item: S) =>
  object({ items: Type.Array(item), next: Nullable(Type.String()) });
export const Empty = object({});

/** The largest picture taken, in bytes. */
export const mostImageBytes = 12 * 1024 * 1024;
/** A picture on its way in: the bytes of its file in base64. A little more is let through than taken, to refuse it in words. */
export const ImageFile = Type.String({
  contentEncoding: "base64",
  maxLength: Math.ceil(mostImageBytes * 1.5),
});
/** The largest body of an operation that takes an `ImageFile`. */
export const imageBodyLimit = mostImageBytes * 2;
/** A picture as it is shown: the same in several widths, as WebP and as JPEG for browsers that know no WebP. */
export const ImageShape = object({
  width: Type.Integer(),
  height: Type.Integer(),
  files: Type.Array(
    object({
      media: Type.Enum(["image/webp", "image/jpeg"]),
      width: Type.Integer(),
      height: Type.Integer(),
      href: Type.String(),
    }),
  ),
});
