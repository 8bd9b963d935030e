import { personalFields } from "#platform/auth";
import { defineModule } from "#platform/module";
import { fill } from "#platform/slots";
import { listeners } from "./count-facts.ts";
import { fields } from "./personal-fields.ts";
import { operations } from "./routes.ts";

export const insightModule = defineModule({
  name: "insight",
  operations,
  listeners,
  slots: [fill(personalFields, async () => [...fields])],
});
