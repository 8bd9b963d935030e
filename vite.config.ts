import { reactRouter } from "@react-router/dev/vite";
import { defineConfig } from "vite";
import { touches } from "./web/build/touches.ts";
import { workers } from "./web/build/workers.ts";

export default defineConfig(({ command }) => ({
  plugins: [reactRouter(), touches(), workers()],
  publicDir: "web/public",
  build: {
    // Fonts and covers stay files: an inlined font is downloaded by readers who never need it.
    assetsInlineLimit: 0,
    // Phones that are handed down, and tablets that stand at doors.
    target: ["chrome93", "firefox93", "safari15.4"],
    cssMinify: true,
    reportCompressedSize: false,
  },
  // One self-contained server bundle: React in production mode whatever NODE_ENV says, and one copy of the router.
  ssr: { noExternal: true },
  // Vite leaves this to the host on the server side.
  define: command === "build" ? { "process.env.NODE_ENV": JSON.stringify("production") } : {},
}));
