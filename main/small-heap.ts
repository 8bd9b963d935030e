import { setFlagsFromString } from "node:v8";

/**
 * For a command that makes much and keeps little of it: V8 clears up when the heap is half as large again as what is in use, where it would let it
 * grow several times that.
 */
export function keepHeapSmall(): void {
  setFlagsFromString("--heap-growing-percent=50");
}
