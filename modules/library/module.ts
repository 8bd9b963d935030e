import { defineModule } from "#platform/module";

export const libraryModule = defineModule({ name: "library" });
