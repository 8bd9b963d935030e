import { defineModule } from "#platform/module";
import { publicPages } from "#platform/sitemap";
import { fill } from "#platform/slots";
import { cataloguePages } from "./catalogue/finding/public-pages.ts";
import { operations } from "./routes.ts";

export const libraryModule = defineModule({
  name: "library",
  operations,
  slots: [fill(publicPages, async () => [cataloguePages])],
});
