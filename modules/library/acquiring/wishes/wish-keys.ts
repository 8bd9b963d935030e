/** What wishes for one book are joined by. Pure. */
import { titleKeyOf } from "../../catalogue/describing/keys.ts";

export interface Wanted {
  title: string;
  author: string;
}

/** Letters and digits as the catalogue compares them; no key where a title has none. */
export function keysOf({ title, author }: Wanted): { titleKey: string; authorKey: string } {
  return { titleKey: titleKeyOf(title), authorKey: titleKeyOf(author) };
}
