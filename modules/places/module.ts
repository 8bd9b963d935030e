/** What main/ mounts of places. */
import { defineModule } from "#platform/module";
import "./events.ts";
import { facilitiesTable } from "./exchange/facilities.ts";
import { operations } from "./routes.ts";

export const placesModule = defineModule({ name: "places", operations, tables: [facilitiesTable] });
