/**
 * What an incline makes of the speed on the level: a factor; 0 is closed. The incline is rise over run in the direction of movement, so
 * 0.05 climbs five metres in a hundred.
 */
export type Slope = (incline: number) => number;

/** Steeper than this is an error of the elevation, or a stair that is told as one. */
const steepest = 0.4;
const bounded = (incline: number) => Math.max(-steepest, Math.min(steepest, incline));

/** Tobler 1993, "Three presentations on geographical analysis and modeling" (NCGIA 93-1): speed ∝ exp(−3.5 |incline + 0.05|), here 1 on the level. */
export const walkingSlope: Slope = (incline) => Math.exp(-3.5 * (Math.abs(bounded(incline) + 0.05) - 0.05));

/** A ramp for wheelchairs is at most 1:12 (GB 50763-2012, ISO 21542). That such a ramp is climbed at half the speed is an assumption. */
export const steepestForWheels = 1 / 12;
export const wheelchairSlope: Slope = (incline) => {
  if (incline > steepestForWheels) return 0;
  // Down the same ramp with the brakes on.
  if (incline < -steepestForWheels) return 0;
  return 1 - 0.5 * Math.min(1, Math.abs(incline) / steepestForWheels);
};

/**
 * Parkin & Rotheram 2010, "Design speeds and acceleration characteristics of bicycle traffic for use in planning, design and appraisal"
 * (Transport Policy 17): of 21.6 km/h on the level each per cent up takes 1.44 km/h and each per cent down gives 0.86 km/h. Slower than
 * walking is walking, and nobody is believed to ride down faster than half as fast again.
 */
export const cyclingSlope: Slope = (incline) => {
  const perCent = 100 * bounded(incline);
  const kmh = 21.6 - (perCent > 0 ? 1.44 : 0.86) * perCent;
  return Math.max(0.2, Math.min(1.5, kmh / 21.6));
};
