/** HTTP of the composite pages. */
import { anyone, by, implement } from "#platform/http";
import { cityMap } from "./city-map.ts";
import * as contract from "./contract.ts";
import { todayAtDesk } from "./desk-today.ts";
import { may } from "./may.ts";
import { nextOfMine } from "./my-next.ts";
import { wall } from "./wall/wall.ts";

export const operations = [
  implement(contract.cityMap, { may: anyone, run: (ctx, { query }) => cityMap(ctx, query) }),
  implement(contract.deskToday, { may: by(may, "desk.see", () => ({})), run: (ctx) => todayAtDesk(ctx) }),
  implement(contract.myNext, { may: by(may, "my.see", () => ({})), run: (ctx) => nextOfMine(ctx) }),
  implement(contract.cityWall, { may: by(may, "wall.see", () => ({})), run: (ctx) => wall(ctx) }),
];
