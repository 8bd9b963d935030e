/** The configuration: read once at the start, checked whole, handed down. Environment before config.json before defaults. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Value } from "typebox/value";
import { duplicateKey } from "#libs/json";
import { byProvider } from "../eligibility/by-provider.ts";
import type { StorageConfig } from "../storage/index.ts";
import { meantBy, misspelt } from "./misspelt.ts";
import { type Setting, type SettingName, type Settings, settingList } from "./settings.ts";

export { settingsHelp } from "./help.ts";

type CamelCase<S extends string> = S extends `${infer Head}_${infer Rest}`
  ? `${Lowercase<Head>}${Capitalize<CamelCase<Rest>>}`
  : Lowercase<S>;

/** `CITY_ZONE` is `cityZone`; the storage settings are one value. */
export type Config = {
  [N in SettingName as N extends `STORAGE_${string}` | "HOST" ? never : CamelCase<N>]: Settings[N];
} & {
  host: string;
  publicUrl: string;
  /** People come by https: by our own certificate or a proxy's. */
  https: boolean;
  storage: StorageConfig;
};

/** The configuration cannot be used: every mistake with its place and what was expected. */
export class ConfigMistakes extends Error {
  readonly mistakes: string[];
  constructor(mistakes: string[]) {
    super(
      `the configuration has ${mistakes.length} mistake${mistakes.length > 1 ? "s" : ""}:\n- ${mistakes.join("\n- ")}`,
    );
    this.name = "ConfigMistakes";
    this.mistakes = mistakes;
  }
}

type Environment = Record<string, string | undefined>;
type Given = { value: unknown; from: string };

/** Reads environment and `config.json` in the data folder. Throws ConfigMistakes that lists all of them. */
export function readConfig(env: Environment = process.env): Config {
  const mistakes: string[] = [];
  const dataDir = resolve(env.DATA_DIR || "./data");
  const file = readFile(join(dataDir, "config.json"), mistakes);
  const set = Object.keys(env).filter((name) => env[name]);
  for (const { name, meant } of misspelt(set, names)) mistakes.push(`environment: ${noSuch(name, meant)}`);
  const read: Partial<Record<SettingName, unknown>> = {};
  for (const setting of settingList) {
    const given = givenFor(setting, env, file);
    const value = given ? converted(setting, given.value) : setting.default;
    if (value === undefined || Value.Check(setting.schema, value)) read[setting.name] = value;
    else mistakes.push(mistake(setting, given));
  }
  // Each value was checked against its own schema; the missing ones are in `mistakes`.
  const values = { ...read, DATA_DIR: dataDir } as Settings;
  mistakes.push(...mistakesTogether(values, Object.keys(read)));
  if (mistakes.length > 0) throw new ConfigMistakes(mistakes);
  return configOf(values);
}

function readFile(path: string, mistakes: string[]): Map<string, Given> {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT"))
      mistakes.push(`${path} cannot be read: ${error}`);
    return new Map();
  }
  let parsed: unknown;
  try {
    const json = text.replace(/^\uFEFF/, "");
    parsed = JSON.parse(json);
    const twice = duplicateKey(json);
    if (twice !== null) mistakes.push(`${path}: "${twice.slice(1)}" is set twice`);
  } catch (error) {
    // The parser's message can repeat a piece of the file, and with it a secret: only the place is taken from it.
    const place = /position \d+( \(line \d+ column \d+\))?/.exec(String(error))?.[0];
    mistakes.push(`${path} is not JSON${place ? `: fault at ${place}` : ""}`);
    return new Map();
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    mistakes.push(`${path} must hold one object: {"PORT": 3000, …}`);
    return new Map();
  }
  for (const name of Object.keys(parsed)) {
    if (name === "DATA_DIR") mistakes.push(`${path}: DATA_DIR can only be set in the environment`);
    else if (!names.includes(name)) mistakes.push(`${path}: ${noSuch(name, meantBy(name, names))}`);
  }
  return new Map(Object.entries(parsed).map(([name, value]) => [name, { value, from: path }]));
}

const names: string[] = settingList.map(({ name }) => name);

const noSuch = (name: string, meant: string | null) =>
  `there is no setting "${name.slice(0, 80)}"${meant ? `; ${meant} was meant?` : ""}`;

/** An empty variable is one that nobody set: compose files write `SMS_WEBHOOK_URL=`. */
function givenFor({ name }: Setting, env: Environment, file: Map<string, Given>): Given | undefined {
  return env[name] ? { value: env[name], from: "environment" } : file.get(name);
}

function converted({ schema }: Setting, value: unknown): unknown {
  if (typeof value !== "string") return value;
  const type = "type" in schema ? schema.type : undefined;
  if (type === "integer" && /^\d{1,9}$/.test(value.trim())) return Number(value);
  if (type === "boolean")
    return (
      ({ true: true, "1": true, false: false, "0": false } as Record<string, boolean>)[value.toLowerCase()] ??
      value
    );
  return value;
}

function mistake({ name, takes, secret }: Setting, given: Given | undefined): string {
  const shown = secret ? "the value" : JSON.stringify(given?.value)?.slice(0, 120);
  return `${name} (${given?.from}): ${shown} is not ${takes}`;
}

/** What no setting can see alone. Says nothing about settings that are already wrong by themselves. */
function mistakesTogether(values: Settings, right: string[]): string[] {
  const mistakes: string[] = [];
  const isRight = (name: SettingName) => right.includes(name);
  if (isRight("CITY_ZONE") && !isZone(values.CITY_ZONE)) {
    mistakes.push(`CITY_ZONE: "${values.CITY_ZONE}" is not an IANA time zone like Asia/Shanghai`);
  }
  if (values.STORAGE_KIND === "s3") {
    for (const name of ["STORAGE_BUCKET", "STORAGE_ACCESS_KEY", "STORAGE_SECRET_KEY"] as const) {
      if (isRight(name) && values[name] === undefined)
        mistakes.push(`${name} must be set when STORAGE_KIND is s3`);
    }
  }
  if (values.SMTP_URL && isRight("MAIL_FROM") && values.MAIL_FROM === undefined)
    mistakes.push("MAIL_FROM must be set when SMTP_URL is");
  if (values.OIDC_ISSUER && isRight("OIDC_ISSUER")) {
    if (isRight("OIDC_CLIENT_ID") && values.OIDC_CLIENT_ID === undefined)
      mistakes.push("OIDC_CLIENT_ID must be set when OIDC_ISSUER is");
    if (!/^(https:|http:\/\/(localhost|127\.0\.0\.1)(:|\/|$))/.test(values.OIDC_ISSUER))
      mistakes.push("OIDC_ISSUER must begin with https://");
  }
  if (isRight("ELIGIBILITY_PROVIDERS") && isRight("ELIGIBILITY_SECRETS")) {
    const secrets = byProvider(values.ELIGIBILITY_SECRETS);
    for (const name of byProvider(values.ELIGIBILITY_PROVIDERS).keys())
      if (!secrets.has(name)) mistakes.push(`ELIGIBILITY_SECRETS must name a secret for ${name}`);
  }
  if (
    values.MODE === "production" &&
    isRight("PUBLIC_URL") &&
    !/^(https:|http:\/\/localhost(:|$))/.test(values.PUBLIC_URL ?? "")
  ) {
    mistakes.push("PUBLIC_URL must be set and begin with https:// when MODE is production");
  }
  if (values.LOCAL_HTTPS && values.MODE === "production")
    mistakes.push(
      "LOCAL_HTTPS is for trying: in production a proxy ends https with a certificate that everybody trusts",
    );
  if (values.LOCAL_HTTPS && values.PUBLIC_URL?.startsWith("http:"))
    mistakes.push("PUBLIC_URL must begin with https:// when LOCAL_HTTPS is true");
  return mistakes;
}

function isZone(name: string): boolean {
  try {
    // Offsets like +08:00 are accepted here too, but a city has a zone.
    return new Intl.DateTimeFormat("en", { timeZone: name }) !== null && /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

function configOf(values: Settings): Config {
  const own = Object.entries(values).filter(([name]) => !name.startsWith("STORAGE_"));
  const camel = own.map(([name, value]) => [
    name.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
    value,
  ]);
  const publicUrl =
    values.PUBLIC_URL ?? `${values.LOCAL_HTTPS ? "https" : "http"}://localhost:${values.PORT}`;
  // The names are made as CamelCase<…> makes them in the type; the test compares the two.
  const named = Object.fromEntries(camel) as Omit<Config, "storage" | "https">;
  const host = values.HOST ?? (values.LOCAL_HTTPS ? "0.0.0.0" : "localhost");
  return { ...named, host, publicUrl, https: publicUrl.startsWith("https://"), storage: storageOf(values) };
}

function storageOf(values: Settings): StorageConfig {
  const { STORAGE_KIND: kind, STORAGE_PATH: path, STORAGE_BUCKET: bucket, DATA_DIR: dataDir } = values;
  const { STORAGE_ACCESS_KEY: accessKey, STORAGE_SECRET_KEY: secretKey } = values;
  // The last three are never missing with s3: that would have been a mistake.
  if (kind === "folder" || !bucket || !accessKey || !secretKey) {
    return { kind: "folder", path: path === undefined ? join(dataDir, "files") : resolve(path) };
  }
  const pathStyle = values.STORAGE_PATH_STYLE;
  const { STORAGE_ENDPOINT: endpoint, STORAGE_REGION: region } = values;
  return { kind, bucket, accessKey, secretKey, endpoint, region, pathStyle, spoolPath: dataDir };
}
