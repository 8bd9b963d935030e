/** An import profile as the fields of a form, there and back. Fields are named as problems point at them: `profile.items.barcode`. */
import { said } from "#web/page.ts";
import type { Profile } from "../../../catalogue/reading/profile.ts";

type Values = Record<string, string>;
type Layout = NonNullable<Profile["items"]>;

export const codes = ["place", "shelf", "volume", "price", "status", "acquired", "source"] as const;
/** Codes of places or statuses that a form has room for beside those that are known. */
const blanks = 3;

/** `code`: as it stands in the file. */
export interface Mapped {
  code: string;
  means: string;
}

export const rowsOf = (mapping: Record<string, string>): Mapped[] => [
  ...Object.entries(mapping).map(([code, means]) => ({ code, means })),
  ...Array.from({ length: blanks }, () => ({ code: "", means: "" })),
];

export function profileValues(profile: Profile): Values {
  const { items } = profile;
  return {
    "profile.name": profile.name,
    "profile.flavour": profile.flavour ?? "",
    "profile.charset": profile.charset ?? "",
    "profile.agency": profile.agency ?? "",
    "profile.same": profile.same,
    "profile.place": profile.place ?? "",
    "profile.items.tags": items?.tags.join(" ") ?? "",
    "profile.items.barcode": items?.barcode ?? "",
    ...(items?.hasRanges && { "profile.items.hasRanges": "on" }),
    "profile.items.callNumber": items?.callNumber.join(" ") ?? "",
    "profile.items.between": items?.between ?? "/",
    ...Object.fromEntries(codes.map((code) => [`profile.items.${code}`, items?.[code] ?? ""])),
  };
}

/** What was typed, in the shape of the contract, which refuses what is none. Without tags the file has no items. */
export function profileFrom(form: FormData): Profile {
  const typed = (name: string) => said(form, `profile.${name}`);
  const words = (name: string) =>
    typed(name)
      .split(/[\s,，、]+/)
      .filter(Boolean);
  const orNull = (name: string) => typed(name) || null;
  const tags = words("items.tags");
  const items: Layout = {
    tags,
    barcode: typed("items.barcode"),
    hasRanges: form.has("profile.items.hasRanges"),
    callNumber: words("items.callNumber"),
    // A blank is said by leaving it empty: forms lose it at the ends.
    between: typed("items.between") || " ",
    ...(Object.fromEntries(codes.map((code) => [code, orNull(`items.${code}`)])) as Pick<
      Layout,
      (typeof codes)[number]
    >),
  };
  return {
    name: typed("name"),
    // The contract refuses what is not offered; a form sends text.
    flavour: orNull("flavour") as Profile["flavour"],
    charset: orNull("charset") as Profile["charset"],
    agency: orNull("agency"),
    same: typed("same") as Profile["same"],
    items: tags.length > 0 ? items : null,
    places: mappingIn(form, "places"),
    statuses: mappingIn(form, "statuses"),
    place: orNull("place"),
  };
}

/** Rows `profile.places.0.code` and `.means`; a row without one of them is none. */
function mappingIn(form: FormData, of: "places" | "statuses"): Record<string, string> {
  const rows = [...form.keys()].flatMap((name) => {
    const [, at] = new RegExp(`^profile\\.${of}\\.(\\d+)\\.code$`).exec(name) ?? [];
    if (at === undefined) return [];
    const code = said(form, name);
    const means = said(form, `profile.${of}.${at}.means`);
    return code && means ? [[code, means] as const] : [];
  });
  return Object.fromEntries(rows);
}
