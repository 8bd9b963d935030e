/** Names that were surely meant as a setting. */

/** The setting this name was meant for: the same but for case, hyphens, or one letter missing, added, changed or swapped. Null when none. */
export function meantBy(name: string, settings: readonly string[]): string | null {
  const plain = name.toUpperCase().replaceAll("-", "_");
  return settings.find((setting) => plain === setting || oneOff(plain, setting)) ?? null;
}

/**
 * Variables of the environment that look like a setting and are none. Short names are left alone: a variable that is one letter
 * from `PORT` belongs to somebody else.
 */
export function misspelt(
  names: readonly string[],
  settings: readonly string[],
): { name: string; meant: string }[] {
  const known = new Set(settings);
  const long = settings.filter((setting) => setting.length >= 8);
  return names.flatMap((name) => {
    const meant = known.has(name) ? null : meantBy(name, long);
    return meant ? [{ name, meant }] : [];
  });
}

/** Damerau–Levenshtein distance one. */
function oneOff(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  const rest = (text: string, from: number) => text.slice(from);
  return (
    rest(a, at + 1) === rest(b, at + 1) ||
    rest(a, at + 1) === rest(b, at) ||
    rest(a, at) === rest(b, at + 1) ||
    (a[at] === b[at + 1] && a[at + 1] === b[at] && rest(a, at + 2) === rest(b, at + 2))
  );
}
