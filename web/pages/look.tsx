import { redirect } from "react-router";
import type { ActArgs } from "../page.ts";

const choices: Record<string, readonly string[]> = {
  theme: ["auto", "light", "dark"],
  size: ["normal", "big"],
  lang: ["zh-CN", "en", "ug", "kk-Arab", "ru", "kk-Cyrl"],
};
const aYear = 31_536_000;

/** Keeps how this person likes to read (theme, letter size, language) in cookies and goes back to the page. */
export async function action({ request }: ActArgs) {
  const form = await request.formData();
  const headers = new Headers();
  for (const [name, allowed] of Object.entries(choices)) {
    const value = form.get(name);
    if (typeof value !== "string" || !allowed.includes(value)) continue;
    headers.append("set-cookie", `${name}=${value}; Path=/; Max-Age=${aYear}; SameSite=Lax`);
  }
  return redirect(ownPath(form.get("back")), { headers });
}

/** Only a path of this site: "//elsewhere" and "/\elsewhere" would leave it. */
function ownPath(back: FormDataEntryValue | null): string {
  return typeof back === "string" && /^\/(?![/\\\s])/.test(back) ? back : "/";
}

export function loader() {
  return redirect("/");
}
