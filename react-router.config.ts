import type { Config } from "@react-router/dev/config";
import { precompress } from "./web/build/precompress.ts";

export default {
  appDirectory: "web",
  buildDirectory: "build",
  ssr: true,
  // Every hashed file gets a .br and .gz neighbour, so that serving costs no processor time.
  buildEnd: async ({ reactRouterConfig }) => {
    await precompress(`${reactRouterConfig.buildDirectory}/client`);
  },
} satisfies Config;
