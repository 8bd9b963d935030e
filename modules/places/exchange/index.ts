/** The tables of places, in the order in which an empty city is filled. */
import type { Table } from "#platform/exchange";
import { divisionsTable } from "./divisions.ts";
import { facilitiesTable } from "./facilities.ts";
import { holidaysTable } from "./holidays.ts";
import { organisationsTable } from "./organisations.ts";
import { populationTable } from "./populations.ts";
import { spacesTable } from "./spaces.ts";

export const tables: Table[] = [
  divisionsTable,
  populationTable,
  organisationsTable,
  facilitiesTable,
  spacesTable,
  holidaysTable,
];
