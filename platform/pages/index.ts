export type { PageContext, PageOffer } from "./context.ts";
export { cookie } from "./look.ts";
export { mountPages, type PageBuild } from "./mount.ts";
