/** The service worker of the scanner at a door. Built by itself (web/build/workers.ts). */
import { keepOnePage } from "./one-page.ts";

keepOnePage({ prefix: "scanner-", pagePath: "/scanner" });
