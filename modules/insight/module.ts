import { defineModule } from "#platform/module";
import { listeners } from "./count-facts.ts";
import { operations } from "./routes.ts";

export const insightModule = defineModule({ name: "insight", operations, listeners });
