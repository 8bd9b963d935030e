/** JSON in and out of the network. */
export * from "./boxes/contract.ts";
export * from "./floating/contract.ts";
export * from "./members/contract.ts";
export * from "./rotations/contract.ts";
export * from "./statements/contract.ts";
