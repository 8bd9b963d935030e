/** The walls of the house as dependency-cruiser rules, each with its sentence. Generated from the order of modules. */
import type { IForbiddenRuleType } from "dependency-cruiser";
import type { Order } from "./order.ts";

const tests = "\\.test\\.ts$";
/** Builders for tests are test code too. */
const testing = "(\\.test\\.ts|/testing\\.ts)$|^(platform/testing|tools|e2e|bench|seed)/";
const contract = "(^|/)contract\\.ts$";
/** What platform lends to pages: languages, map drawing. */
const browserDoor = "^platform/[^/]+/browser\\.ts$";
/** What a browser is sent. Files that only build or serve pages say so in their name or folder. */
const browser = `^web/|^modules/[^/]+/web/|${contract}|${browserDoor}`;
const servesPages = "^web/build/|\\.server\\.tsx?$|\\.test\\.tsx?$";
const buildsPages = "^web/routes\\.ts$";

// A type is gone before the program runs.
const atRunTime = { dependencyTypesNot: ["type-only" as const] };

/** Is this file sent to a browser? */
export const isBrowserCode = (file: string) =>
  new RegExp(browser).test(file) && !new RegExp(`${servesPages}|${buildsPages}`).test(file);

export function rules(order: Order): IForbiddenRuleType[] {
  return [
    ...fixedRules,
    ...Object.entries(order).flatMap(([name, line]) => moduleRules(name, line.calls, order)),
    ...Object.entries(order).flatMap(([name, { parts = [] }]) => partRules(name, parts)),
  ];
}

function moduleRules(name: string, calls: string[], order: Order): IForbiddenRuleType[] {
  const others = Object.keys(order).filter((other) => other !== name);
  const any = (names: string[]) => (names.length > 0 ? `(${names.join("|")})` : "(?!)");
  const foreign = `^modules/${any(others)}/`;
  const open = (files: string) => `^modules/${any(calls)}/${files}$`;
  const events = "^modules/[^/]+/events\\.ts$";
  const may = calls.length > 0 ? `${name} may call ${calls.join(", ")}` : `${name} calls no other module`;
  return [
    {
      name: `${name}-calls`,
      comment: `${may}, and only by its index.ts; anyone's events.ts may be read. Take the door, or turn the call into an event or a slot.`,
      severity: "error",
      from: { path: `^modules/${name}/`, pathNot: `${browser}|${testing}` },
      to: { path: foreign, pathNot: [open("index\\.ts"), events] },
    },
    {
      name: `${name}-tests-call`,
      comment: `Tests of ${name} may use the doors, contracts and builders (testing.ts) of the modules ${name} may call.`,
      severity: "error",
      from: { path: `^modules/${name}/.*(\\.test\\.ts|testing\\.ts)$` },
      to: { path: foreign, pathNot: [open("(index|contract|filling|testing)\\.ts"), events] },
    },
    {
      name: `${name}-pages-call`,
      comment: `Pages and contracts of ${name} see other modules through the contract.ts and web/door.ts of those it may call (types: their index.ts too).`,
      severity: "error",
      from: { path: `^modules/${name}/(web/|contract\\.ts)`, pathNot: tests },
      to: { path: foreign, pathNot: [open("(index|contract|web/door)\\.ts"), events] },
    },
  ];
}

function partRules(name: string, parts: string[][]): IForbiddenRuleType[] {
  return parts.slice(0, -1).map((here, place) => ({
    name: `${name}-parts`,
    comment: `In ${name} a part needs only those before it (modules/order.json): ${here.join(", ")} needs nothing of what comes after. Let the page ask a second operation, or move what both need.`,
    severity: "error",
    from: { path: `^modules/${name}/(${here.join("|")})/`, pathNot: testing },
    to: {
      path: `^modules/${name}/(${parts
        .slice(place + 1)
        .flat()
        .join("|")})/`,
    },
  }));
}

const fixedRules: IForbiddenRuleType[] = [
  {
    name: "no-circles",
    comment:
      "Files that need each other are one idea in several places, or a call that should be an event or an argument.",
    severity: "error",
    from: {},
    to: { circular: true, viaOnly: atRunTime },
  },
  {
    name: "leads-somewhere",
    comment: "The path leads nowhere: a file that is missing, or a package that package.json does not name.",
    severity: "error",
    from: {},
    // geojson is types only, from @types/geojson.
    to: { couldNotResolve: true, pathNot: "^virtual:|^geojson$|^(\\.\\./)*build/" },
  },
  {
    name: "libs-know-only-libs",
    comment: "A library is a format or an algorithm: it knows no city, no platform, no page.",
    severity: "error",
    from: { path: "^libs/" },
    to: { path: "^(main|modules|platform|web|seed|bench|e2e|tools)/" },
  },
  {
    name: "libs-touch-nothing",
    comment:
      "A library does no input or output: bytes come in as arguments. Tests and benches may read files.",
    severity: "error",
    from: { path: "^libs/", pathNot: "\\.(test|bench)\\.ts$|/bench\\.ts$" },
    to: {
      dependencyTypes: ["core"],
      path: "^(node:)?(fs|net|http|https|http2|child_process|dgram|dns|tls|os|cluster|readline)(/|$)",
    },
  },
  {
    name: "platform-knows-no-module",
    comment:
      "Platform is plumbing for every module and knows none: hand it what it needs, or let main/ join the two.",
    severity: "error",
    from: { path: "^platform/" },
    to: { path: "^(main|modules|seed|bench|e2e|tools|web)/" },
  },
  {
    name: "platform-by-its-doors",
    comment:
      "Platform is entered by platform/<name>/index.ts (#platform/<name>), by browser.ts in pages or by a contract.ts; types may come from anywhere in it.",
    severity: "error",
    from: { path: "^(main|modules|web|seed)/" },
    to: {
      path: "^platform/",
      pathNot: `^platform/[^/]+/index\\.ts$|${browserDoor}|${contract}`,
      ...atRunTime,
    },
  },
  {
    name: "module-ts-only-from-main",
    comment: "module.ts is what main/ mounts. A module's own tests may mount it too.",
    severity: "error",
    from: { pathNot: "^main/|^modules/[^/]+/.*\\.test\\.ts$" },
    to: { path: "^modules/[^/]+/module\\.ts$" },
  },
  {
    name: "outsiders-by-the-doors",
    comment:
      "main, seed, bench, e2e and tools enter a module by index.ts, contract.ts, events.ts, filling.ts, testing.ts, and main by module.ts.",
    severity: "error",
    from: { path: "^(main|seed|bench|e2e|tools)/" },
    to: {
      path: "^modules/",
      pathNot: "^modules/[^/]+/(index|contract|events|filling|testing|module)\\.ts$|^modules/order\\.json$",
    },
  },
  {
    name: "modules-stand-alone",
    comment: "A module is mounted from above: it does not reach for main/, the tools or the demo city.",
    severity: "error",
    from: { path: "^modules/" },
    to: { path: "^(main|seed|bench|e2e|tools)/" },
  },
  {
    name: "server-draws-no-pages",
    comment: "Server code of a module knows no page; its web/ folder and web/ do.",
    severity: "error",
    from: { path: "^(main|modules)/", pathNot: "^modules/[^/]+/web/" },
    to: { path: "^web/|^modules/[^/]+/web/", ...atRunTime },
  },
  {
    name: "events-import-nothing",
    comment:
      "Every module may read every events.ts, so an events.ts brings nobody along (types from platform excepted).",
    severity: "error",
    from: { path: "^modules/[^/]+/events\\.ts$" },
    to: { path: "^(main|modules|web|seed|bench|e2e|tools)/|node_modules" },
  },
  {
    name: "filling-is-for-demo-and-tests",
    comment:
      "filling.ts is asked for no permission: it fills the demo city, tests and benches. What another module may call stands in index.ts.",
    severity: "error",
    from: { path: "^(main|modules|platform|web)/", pathNot: testing },
    to: { path: "^modules/[^/]+/filling\\.ts$" },
  },
  {
    name: "no-test-code-in-the-house",
    comment: "What runs in a city does not import what exists for tests.",
    severity: "error",
    from: { path: "^(main|modules|platform|libs|web)/", pathNot: testing },
    to: { path: "\\.test\\.tsx?$|^modules/[^/]+/testing\\.ts$|^platform/testing/" },
  },
  {
    name: "browser-sees-contracts",
    comment:
      "Browser code sees contract.ts files, libs, other browser code (platform: browser.ts), and types. The server answers the rest.",
    severity: "error",
    from: { path: browser, pathNot: `${servesPages}|${contract}|${browserDoor}` },
    to: {
      path: "^(main|modules|platform|seed|bench|e2e|tools)/",
      pathNot: `${browser}|^modules/[^/]+/messages/`,
      ...atRunTime,
    },
  },
  {
    name: "contracts-are-light",
    comment:
      "A contract.ts is sent to browsers: it may use small files of its own module, and no other server code.",
    severity: "error",
    from: { path: "^modules/([^/]+)/.*contract\\.ts$" },
    to: {
      path: "^(main|modules|platform|web|seed|bench|e2e|tools)/",
      pathNot: ["^modules/$1/(?!web/)", contract],
      ...atRunTime,
    },
  },
  {
    name: "browser-has-no-node",
    comment:
      "Node's own modules are not there in a browser; name the file *.server.ts when it runs on the server only.",
    severity: "error",
    from: { path: browser, pathNot: `${servesPages}|${buildsPages}` },
    to: { dependencyTypes: ["core"], ...atRunTime },
  },
];
