/** May an event of this kind be approved with this permit? Pure. */

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
  needed: boolean,
  permit: Permit | null,
  days: readonly { first: string; last: string }[],
): PermitFault | null {
  if (!needed) return null;
  if (!permit) return { id: "event.permit-missing" };
  const outside = days.find(({ first, last }) => first < permit.from || last > permit.to);
  if (!outside) return null;
  const { from, to } = permit;
  return { id: "event.permit-not-valid-then", data: { day: outside.first, from, to } };
}
