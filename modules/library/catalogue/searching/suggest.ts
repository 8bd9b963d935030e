/** What somebody may have meant who found little: by sound, for pinyin and wrong characters, or by nearly the same letters. */
import type { Db } from "#platform/db";
import { sound } from "#platform/search";
import { titleKeyOf } from "../describing/keys.ts";
import { titlesLike } from "./suggest-store.ts";

const most = 3;
/** Less says too little. */
const shortest = 3;

/**
 * Titles that sound like the words, but for what is among the hits already. The words themselves only where nothing is kept to that may hide them:
 * a title is found by its words, and not by all of them written together.
 */
export async function suggestions(
  db: Db,
  words: string,
  { recordIds, isNarrowed }: { recordIds: readonly number[]; isNarrowed: boolean },
): Promise<string[]> {
  const sounded = sound(words);
  if (sounded.length < shortest) return [];
  const told = { titleKey: isNarrowed || recordIds.length > 0 ? titleKeyOf(words) : "", recordIds };
  return titlesLike(db, sounded, { told, limit: most });
}
