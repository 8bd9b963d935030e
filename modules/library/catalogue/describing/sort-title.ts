/** Titles without the article they begin with. */
import { hasArticleSigns, trimmed } from "./texts.ts";

/** `count`: the indicator that says how many characters are passed over. Signs around the article say it better; a count that ends inside a word is wrong. */
export function articleless(title: string, count: string): string {
  if (hasArticleSigns(title))
    return trimmed(title.replace(/^\s*(?:<<|[\u0088\u0098]).*?(?:>>|[\u0089\u009c])/, ""));
  const passed = Number(count);
  if (!(passed > 0)) return trimmed(title);
  const rest = title.slice(passed);
  return /[\s'’ʼʻ\-"“«([]$/.test(title.slice(0, passed)) && rest.trim() !== ""
    ? trimmed(rest)
    : trimmed(title);
}
