import { placeMap } from "#places";
import { defineModule } from "#platform/module";
import { fill } from "#platform/slots";
import { drawAround } from "./map-around.ts";
import { operations } from "./routes.ts";

export const frontModule = defineModule({
  name: "front",
  operations,
  slots: [
    fill(placeMap, async (ctx, { around, ...spot }) => {
      const map = await drawAround(ctx, spot, around);
      return map.svg === "" ? [] : [map];
    }),
  ],
});
