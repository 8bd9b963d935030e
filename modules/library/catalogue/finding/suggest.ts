/** What somebody may have meant who found little: by sound, for pinyin and wrong characters, or by nearly the same letters. */
import type { Db } from "#platform/db";
import { folded, sound } from "#platform/search";
import { titlesLike } from "./suggest-store.ts";

const most = 3;
/** Less says too little. */
const shortest = 3;

/** Titles that sound like the words, but for the words themselves. */
export async function suggestions(db: Db, words: string): Promise<string[]> {
  const sounded = sound(words);
  if (sounded.length < shortest) return [];
  const titles = await titlesLike(db, sounded, most + 1);
  return titles.filter((title) => folded(title) !== folded(words)).slice(0, most);
}
