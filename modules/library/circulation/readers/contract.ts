/** JSON in and out of readers: becoming one, cards, what stands for a book's return, who comes for whom. */
export * from "./cards/contract.ts";
export * from "./desk/contract.ts";
export * from "./guarantees/contract.ts";
export * from "./own/contract.ts";
export * from "./terms/contract.ts";
