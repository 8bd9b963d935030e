import { defineModule } from "#platform/module";
import { publicPages } from "#platform/sitemap";
import { fill } from "#platform/slots";
import { operations } from "./routes.ts";

/** Lists and other pages that stand by themselves. */
const ways = [
  ...[
    "/",
    "/places",
    "/map",
    "/events",
    "/calendar",
    "/series",
    "/tours",
    "/works",
    "/courses",
    "/catalogue",
  ],
  ...["/catalogue/classes", "/lists", "/new-books"],
  ...["/rooms", "/draws", "/network", "/open-data", "/certificates", "/privacy"],
];

export const frontModule = defineModule({
  name: "front",
  operations,
  slots: [
    fill(publicPages, async () => [
      {
        name: "pages",
        count: async () => ways.length,
        read: async (_, { after, skip, limit }) => {
          const from = after === null ? skip : ways.indexOf(after) + 1;
          return ways.slice(from, from + limit).map((path) => ({ id: path, path, changedAt: null }));
        },
      },
    ]),
  ],
});
