/** What somebody may have meant who found little: by sound, for pinyin and wrong characters, or by nearly the same letters. */
import type { Db } from "#platform/db";
import { folded, sound } from "#platform/search";
import { titleKeyOf } from "../describing/keys.ts";
import { titlesLike } from "./suggest-store.ts";

const most = 3;
/** Less says too little. */
const shortest = 3;

/** Titles that sound like the words, but for the words themselves and for what is among the hits already. */
export async function suggestions(db: Db, words: string, recordIds: readonly number[]): Promise<string[]> {
  const sounded = sound(words);
  if (sounded.length < shortest) return [];
  const told = { titleKey: titleKeyOf(words), recordIds };
  const titles = await titlesLike(db, sounded, { told, limit: most + 1 });
  return titles.filter((title) => folded(title) !== folded(words)).slice(0, most);
}
