import { redirect } from "react-router";
import { lookCookie } from "#browser/pages";
import { locales } from "#libs/texts";
import { ownPath } from "../own-path.ts";
import type { ActArgs } from "../page.ts";

const choices = {
  theme: ["auto", "light", "dark"],
  size: ["normal", "big"],
  lang: locales,
} as const satisfies Record<string, readonly string[]>;

/** Keeps how this person likes to read (theme, letter size, language) in cookies and goes back to the page. */
export async function action({ request }: ActArgs) {
  const form = await request.formData();
  const secure = new URL(request.url).protocol === "https:";
  const headers = new Headers();
  let back = ownPath(form.get("back"), "/");
  for (const name of ["theme", "size", "lang"] as const) {
    const value = form.get(name);
    if (!choices[name].some((choice: string) => choice === value)) continue;
    headers.append("set-cookie", lookCookie(name, String(value), { secure }));
    if (name === "lang") back = withoutLanguage(back);
  }
  return redirect(back, { headers });
}

/** An address that asks for a language would win over the one just chosen. */
function withoutLanguage(path: string): string {
  const url = new URL(path, "http://own.invalid");
  if (!url.searchParams.has("lang")) return path;
  url.searchParams.delete("lang");
  return `${url.pathname}${url.search}${url.hash}`;
}

export function loader() {
  return redirect("/");
}
