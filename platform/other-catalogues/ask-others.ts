/** Asks other libraries' catalogues for records to copy, all at once; one that is slow, broken or hostile spoils no other's answer. */
import { type Answered, type Limits, NoAnswer } from "./answered.ts";
import { askSru } from "./ask-sru.ts";
import { askZ3950 } from "./ask-z3950.ts";
import type { Target } from "./target.ts";
import type { Wanted } from "./wanted.ts";

export interface Asking {
  targets: readonly Target[];
  wanted: Wanted;
  /** Records of each catalogue. */
  most?: number;
  limits?: Limits;
}

/** An answer of each catalogue, in their order; it never throws for what another side does. */
export function askOthers({ targets, wanted, most = 10, limits = usual }: Asking): Promise<Answered[]> {
  return Promise.all(targets.map((target) => askOne(target, { wanted, most, limits })));
}

/** A cataloguer waits for it, and ten records of the longest kind have less. */
const usual: Limits = { ms: 10_000, bytes: 8 * 1024 * 1024 };

async function askOne(
  target: Target,
  { wanted, most, limits }: { wanted: Wanted; most: number; limits: Limits },
): Promise<Answered> {
  const answered: Answered = { target, found: null, records: [], troubles: [] };
  try {
    if (target.protocol === "sru") await askSru(target, wanted, { most, limits, answered });
    else await askZ3950(target, wanted, { most, limits, answered });
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    answered.troubles.push(error.trouble);
  }
  return answered;
}
