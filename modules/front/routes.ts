import type { Implemented } from "#platform/http";

export const operations: Implemented[] = [];
