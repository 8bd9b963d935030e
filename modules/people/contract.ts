/** JSON in and out of people. */
export * from "./account/contract.ts";
export * from "./cover/contract.ts";
export * from "./eligibility/contract.ts";
export * from "./eligibility/desk/contract.ts";
export * from "./family/contract.ts";
export * from "./identity/contract.ts";
export * from "./identity/desk/contract.ts";
export * from "./leaving/contract.ts";
export * from "./merging/contract.ts";
export * from "./notices/contract.ts";
export * from "./pass/contract.ts";
export * from "./preferences/contract.ts";
export * from "./privacy/contract.ts";
export * from "./provider/contract.ts";
export * from "./sign-in/contract.ts";
export * from "./staff/contract.ts";
