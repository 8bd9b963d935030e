/** What pages and their scripts keep of how somebody likes to read. */
export { lookCookie } from "./look-cookie.ts";
