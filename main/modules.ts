/** Every module of the city, in calling order. The only list there is. */

import { apiDocument } from "#contract";
import { exchangeOperations, type Table } from "#platform/exchange";
import { anyone, type Implemented, implement, openApi } from "#platform/http";
import type { Module } from "#platform/module";
import { bookingModule } from "../modules/booking/module.ts";
import { coursesModule } from "../modules/courses/module.ts";
import { frontModule } from "../modules/front/module.ts";
import { insightModule } from "../modules/insight/module.ts";
import { libraryModule } from "../modules/library/module.ts";
import { peopleModule } from "../modules/people/module.ts";
import { placesModule } from "../modules/places/module.ts";
import { programmeModule } from "../modules/programme/module.ts";

export const modules: Module[] = [
  placesModule,
  peopleModule,
  bookingModule,
  programmeModule,
  coursesModule,
  libraryModule,
  insightModule,
  frontModule,
];

/** Tables that go in and out, in the order in which an empty city is filled. */
export const tables: Table[] = modules.flatMap((module) => module.tables ?? []);

/** Every operation of the city, the description of them all included. */
export const operations: Implemented[] = [
  ...modules.flatMap((module) => module.operations ?? []),
  ...exchangeOperations(tables),
  implement(apiDocument, { may: anyone, run: async () => openApi(operations) }),
];
