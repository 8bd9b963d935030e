/** Where somebody has what they wait for: a place, or from their own library at the door. */
import { said } from "#web/page.ts";

const door = "door ";

export const atDoor = (home: string): string => `${door}${home}`;

export function pickupIn(form: FormData): { pickupId: string; toDoor: boolean } {
  const chosen = said(form, "pickupId");
  const toDoor = chosen.startsWith(door);
  return { pickupId: toDoor ? chosen.slice(door.length) : chosen, toDoor };
}
