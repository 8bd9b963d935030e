/** When what a device did without a line happened, by the city's clock. Pure. */

/** Milliseconds of the Unix time. */
type Ms = number;

export interface ByDevice {
  /** By the device's own clock. */
  at: Ms;
  /** By so much the city's clock was ahead of it when it was last on line. */
  ahead: Ms;
  /** When that was, by the city's clock. */
  onlineAt: Ms;
}

export interface Moment {
  at: Ms;
  /** The device's clock cannot have been right: it was set meanwhile, or runs wrong. */
  isDoubtful: boolean;
}

/** A clock may be so far out before it is told. */
const letGo = 60_000;
/** What is older was not done by whoever sends it now, or by a clock that is years out. */
export const oldest = 30 * 86_400_000;

/**
 * In the order in which they were done, which is the device's own and no clock's: never later than now, never before the device was last on line, and
 * none before the one done before it; `last`: that of what was sent before.
 */
export function momentsOf(steps: readonly ByDevice[], now: Ms, last: Ms | null): Moment[] {
  let before = Math.max(now - oldest, last ?? -Infinity);
  return steps.map(({ at, ahead, onlineAt }) => {
    const said = at + ahead;
    const from = Math.min(Math.max(onlineAt, before), now);
    const bounded = Math.min(Math.max(said, from), now);
    before = bounded;
    return { at: bounded, isDoubtful: Math.abs(bounded - said) > letGo };
  });
}
