/** Whether an event is meant for somebody of an age. Pure; who may really come is not decided here. */

/** Why somebody of this many years is not whom it is meant for, or null. Both ends are included. */
export function reasonAgainstAge(
  { ageFrom, ageTo }: { ageFrom: number | null; ageTo: number | null },
  age: number,
): "too-young" | "too-old" | null {
  if (ageFrom !== null && age < ageFrom) return "too-young";
  return ageTo !== null && age > ageTo ? "too-old" : null;
}
