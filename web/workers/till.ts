/** The service worker of the till: without a line it leads to the till that needs none. Built by itself (web/build/workers.ts). */
import { keepOnePage } from "./one-page.ts";

keepOnePage({ prefix: "till-", pagePath: "/desk/till/kept", insteadOf: "/desk/till" });
