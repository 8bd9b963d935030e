/** Test files one after the other in one process, each with a database of its own: `several.ts FILE…`. */
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { closeDatabase } from "#platform/testing";
import { endOfFile } from "./report.ts";

for (const file of process.argv.slice(2)) {
  await import(pathToFileURL(file).href);
  // Tests of a process run one by one: when this is over, those of the file are.
  await test(endOfFile, closeDatabase);
}
