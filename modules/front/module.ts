import { defineModule } from "#platform/module";
import { operations } from "./routes.ts";

export const frontModule = defineModule({ name: "front", operations });
