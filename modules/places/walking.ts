/** Minutes on foot without a street network: an estimate, and always called one. Replaced by `reach` where it knows the streets. */

/** Streets are not straight: walked metres for each metre of straight line. */
export const detourFactor = 1.3;
/** Metres a minute, 4.5 km/h. */
export const walkingSpeed = 75;

/** Estimated minutes on foot over a straight line of `metres`, rounded up; at least 1. */
export function minutesOnFoot(metres: number): number {
  return Math.max(1, Math.ceil((metres * detourFactor) / walkingSpeed));
}

/** The longest straight line in metres that is walked in `minutes`. */
export function metresWithin(minutes: number): number {
  return (minutes * walkingSpeed) / detourFactor;
}
