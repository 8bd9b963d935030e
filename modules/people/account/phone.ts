/** Phone numbers as people type them, and the one form in which they are compared (E.164). */

/** The number as `+8613912345678`, or null. Without a country code it must be a Chinese mobile number. */
export function readPhone(typed: string): string | null {
  const plain = typed
    .normalize("NFKC")
    .replace(/[\s().\-‐-―]/gu, "")
    .replace(/^00/, "+");
  // Eleven digits that begin with 1: a mainland mobile number (工信部 numbering plan, 13–19 in use).
  const mainland = /^(?:\+?86)?(1[3-9]\d{9})$/.exec(plain);
  if (mainland) return `+86${mainland[1]}`;
  if (plain.startsWith("+86")) return null;
  // Visitors: ITU-T E.164 §6.2, at most 15 digits.
  return /^\+[1-9]\d{6,14}$/.test(plain) ? plain : null;
}

/** `139****5678`: enough to recognise one's own number. */
export function veiledPhone(phone: string): string {
  const local = phone.startsWith("+86") ? phone.slice(3) : phone;
  return `${local.slice(0, 3)}****${local.slice(-4)}`;
}
