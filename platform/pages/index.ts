export type { Look, PageActor, PageCity, PageContext, PageOffer } from "./context.ts";
export { cookie, lookOf } from "./look.ts";
export { mountPages, type PageBuild, type PagesOptions } from "./mount.ts";
export { contentSecurityPolicy } from "./security.ts";
