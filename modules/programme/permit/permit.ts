/** May an event that needs a permit be approved with this one? Pure. */

/** A permit as it is written on paper; both days are days on which it holds. */
export interface Permit {
  number: string;
  authority: string;
  from: string;
  to: string;
}

export interface PermitFault {
  id: "event.permit-missing" | "event.permit-not-valid-then";
  data?: Record<string, string>;
}

/** What stands against it, or null. `days`: first and last day in the city of each session ahead. */
export function permitFault(
  permit: Permit | null,
  days: readonly { first: string; last: string }[],
): PermitFault | null {
  if (!permit) return { id: "event.permit-missing" };
  const outside = days.find(({ first, last }) => first < permit.from || last > permit.to);
  if (!outside) return null;
  const { from, to } = permit;
  return { id: "event.permit-not-valid-then", data: { day: outside.first, from, to } };
}
