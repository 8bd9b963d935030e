/** https on a local network without anybody's certificate: for trying the city on phones, which keep their cameras and passes for it. */
export { followNames } from "./follow.ts";
export { type LocalHttps, openLocalHttps } from "./open.ts";
export { serveAuthority } from "./serve.ts";
