/** Who is named as having made it, in a citation: whoever wrote, composed or put it together, and neither performers nor directors. */
import type { Description, Name } from "../describing/description.ts";
import type { Form } from "../describing/form.ts";
import type { Role } from "../describing/roles.ts";

/** The first of these that a record names; the next only where it names none. */
const ranks: ReadonlySet<Role>[] = [
  new Set<Role>(["author", "composer", "lyricist"]),
  new Set<Role>(["editor", "compiler"]),
  new Set<Role>(["adapter", "photographer", "illustrator"]),
];
/** Of these a name without a role may well be a performer's. */
const performed: ReadonlySet<Form> = new Set(["music", "speech", "video"]);

export function responsibleFor({ names, form }: Description): Name[] {
  for (const [rank, roles] of ranks.entries()) {
    const some = names.filter((name) =>
      name.roles.length === 0
        ? rank === 0 && (name.isMain || (!performed.has(form) && name.rolesSaid.length === 0))
        : name.roles.some((role) => roles.has(role)),
    );
    if (some.length > 0) return some;
  }
  return [];
}

export const translatorsOf = ({ names }: Description): Name[] =>
  names.filter(({ roles }) => roles.includes("translator"));

/** A text of a record as a line of another: without marks of direction and other characters that nobody sees. */
export const lineOf = (text: string) =>
  text
    .replace(/[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g, "")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
