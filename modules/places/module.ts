/** What main/ mounts of places. */
import { defineModule } from "#platform/module";
import "./events.ts";
import { operations } from "./routes.ts";

export const placesModule = defineModule({ name: "places", operations });
