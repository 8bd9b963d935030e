import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import { after, before, test } from "node:test";
import { type Config, ConfigMistakes, readConfig, settingsHelp } from "./index.ts";
import { meantBy } from "./misspelt.ts";
import { settingList } from "./settings.ts";

let DATA_DIR: string;
before(async () => {
  DATA_DIR = await mkdtemp(join(tmpdir(), "wenmai-config-"));
});
after(() => rm(DATA_DIR, { recursive: true, force: true }));

function mistakesOf(env: Record<string, string>): string[] {
  try {
    readConfig({ DATA_DIR, ...env });
  } catch (error) {
    assert.ok(error instanceof ConfigMistakes, String(error));
    for (const mistake of error.mistakes) assert.ok(error.message.includes(mistake));
    return error.mistakes;
  }
  return [];
}

test("without any setting it is the demo city on this machine", () => {
  const config: Config = readConfig({ DATA_DIR });
  assert.deepEqual(
    { ...config },
    {
      port: 3000,
      host: "localhost",
      publicUrl: "http://localhost:3000",
      trustProxy: false,
      localHttps: false,
      https: false,
      mode: "demo",
      city: "karamay",
      cityDivision: "650200",
      cityZone: "Asia/Shanghai",
      dataDir: DATA_DIR,
      storage: { kind: "folder", path: join(DATA_DIR, "files") },
      logLevel: "info",
      newsDays: 30,
      databaseUrl: undefined,
      wenmaiPostgres: undefined,
      citySecret: undefined,
      smsWebhookUrl: undefined,
      smsWebhookSecret: undefined,
      smtpUrl: undefined,
      mailFrom: undefined,
      identityUrl: undefined,
      identitySecret: undefined,
      eligibilityProviders: undefined,
      eligibilitySecrets: undefined,
      otherCatalogues: undefined,
      sealDocumentNumbers: false,
      liveRtmpPort: undefined,
      oidcIssuer: undefined,
      oidcClientId: undefined,
      oidcClientSecret: undefined,
      oidcName: "统一身份认证",
      oidcScope: "openid profile",
      oidcLoginClaim: "preferred_username",
      oidcSecondFactor: "",
      mapReviewNumber: undefined,
      tiandituKey: undefined,
    },
  );
  assert.ok(isAbsolute(readConfig({ DATA_DIR: "./somewhere" }).dataDir));
});

test("who is asked about eligibility is named with a secret", () => {
  const named = { ELIGIBILITY_PROVIDERS: "credit=https://a.example/ask,residence=http://localhost:1/" };
  assert.deepEqual(mistakesOf(named), [
    "ELIGIBILITY_SECRETS must name a secret for credit",
    "ELIGIBILITY_SECRETS must name a secret for residence",
  ]);
  assert.deepEqual(mistakesOf({ ...named, ELIGIBILITY_SECRETS: "credit=s=1,residence=s2" }), []);
  assert.match(mistakesOf({ ELIGIBILITY_PROVIDERS: "https://a.example" })[0] ?? "", /the value is not name=/);
});

test("the environment goes before config.json, which goes before the defaults", async () => {
  const path = join(DATA_DIR, "config.json");
  await writeFile(
    path,
    `\uFEFF${JSON.stringify({ PORT: 4000, CITY: "shihezi", TRUST_PROXY: true, LOG_LEVEL: "" })}`,
  );
  assert.match(mistakesOf({})[0] ?? "", /LOG_LEVEL .*config\.json.*: "" is not one of fatal/);
  await writeFile(path, JSON.stringify({ PORT: 4000, CITY: "shihezi", TRUST_PROXY: true }));
  const config = readConfig({ DATA_DIR, PORT: "5000", CITY: "", TRUST_PROXY: "0" });
  assert.deepEqual(
    [config.port, config.city, config.trustProxy, config.host],
    [5000, "shihezi", false, "localhost"],
  );
  await writeFile(path, '{"PORT":4000,"CITY":"shihezi","PORT":4001}');
  assert.match(mistakesOf({})[0] ?? "", /config\.json: "PORT" is set twice/);
  await rm(path);
});

test("all mistakes are told together, each with its place and what was expected", async () => {
  const path = join(DATA_DIR, "config.json");
  await writeFile(path, JSON.stringify({ PROT: 1, PORT: 99999, DATA_DIR: "/", HOST: 7 }));
  const mistakes = mistakesOf({
    MODE: "prod",
    CITY: "克拉玛依",
    TRUST_PROXY: "maybe",
    STORAGE_KIND: "s3",
    CITY_ZONE: "Asia/Beijing",
    SMS_WEBHOOK_ULR: "https://sms.example",
    SMS_WEBHOOK_SECRET_: "",
  });
  await rm(path);
  assert.deepEqual(
    mistakes.map((text) => text.replaceAll(path, "config.json").replace(/one of.*/, "…")),
    [
      'config.json: there is no setting "PROT"; PORT was meant?',
      "config.json: DATA_DIR can only be set in the environment",
      'environment: there is no setting "SMS_WEBHOOK_ULR"; SMS_WEBHOOK_URL was meant?',
      "PORT (config.json): 99999 is not a whole number from 0 to 65535",
      "HOST (config.json): 7 is not a name or an IP address",
      'TRUST_PROXY (environment): "maybe" is not true or false',
      'MODE (environment): "prod" is not …',
      'CITY (environment): "克拉玛依" is not 1 to 32 of a–z, 0–9 and -, beginning with a letter',
      'CITY_ZONE: "Asia/Beijing" is not an IANA time zone like Asia/Shanghai',
      "STORAGE_BUCKET must be set when STORAGE_KIND is s3",
      "STORAGE_ACCESS_KEY must be set when STORAGE_KIND is s3",
      "STORAGE_SECRET_KEY must be set when STORAGE_KIND is s3",
    ],
  );
});

test("a name one letter off a setting is told; other programs' variables are not", () => {
  for (const [name, meant] of [
    ["DATABASE_URI", "DATABASE_URL"],
    ["database_url", "DATABASE_URL"],
    ["TRUST-PROXY", "TRUST_PROXY"],
    ["TRUST_PROXI", "TRUST_PROXY"],
    ["CITY_SECRETS", "CITY_SECRET"],
    ["STORAGE_BUKET", "STORAGE_BUCKET"],
    ["LOG_LEVLE", "LOG_LEVEL"],
  ] as const)
    assert.deepEqual(mistakesOf({ [name]: "1" }), [
      `environment: there is no setting "${name}"; ${meant} was meant?`,
    ]);
  const others = { NODE: "1", HOSTS: "1", PORTS: "1", MODEL: "1", DATABASE: "1", STORAGE: "1", PATH: "/bin" };
  assert.deepEqual(mistakesOf(others), []);
  assert.equal(meantBy("WHATEVER", ["PORT"]), null);
});

test("a file that is no JSON object is a mistake, and no mistake repeats a secret", async () => {
  const path = join(DATA_DIR, "config.json");
  for (const text of ["", '{"CITY_SECRET": hunter2hunter2}', "[]", '"x"', "null"]) {
    await writeFile(path, text);
    const [only = "", ...rest] = mistakesOf({});
    assert.deepEqual(rest, []);
    assert.ok(only.startsWith(path) && !only.includes("hunter"), only);
  }
  await writeFile(
    path,
    JSON.stringify({ CITY_SECRET: "hunter2", DATABASE_URL: "mysql://root:hunter2@db/x" }),
  );
  const mistakes = mistakesOf({ SMS_WEBHOOK_URL: "hunter2", STORAGE_SECRET_KEY: "x".repeat(3000) });
  await rm(path);
  assert.equal(mistakes.length, 4);
  assert.equal(mistakes.join().includes("hunter"), false);
});

test("numbers are written as whole numbers", () => {
  for (const PORT of ["3000.5", "0x10", "3e3", "-1", "65536", "three"])
    assert.equal(mistakesOf({ PORT }).length, 1, PORT);
  assert.equal(readConfig({ DATA_DIR, PORT: " 80 " }).port, 80);
});

test("a bucket is configured by its settings", () => {
  const storage = readConfig({
    DATA_DIR,
    STORAGE_KIND: "s3",
    STORAGE_BUCKET: "wenmai",
    STORAGE_ENDPOINT: "http://minio:9000",
    STORAGE_ACCESS_KEY: "id",
    STORAGE_SECRET_KEY: "key",
    STORAGE_PATH_STYLE: "true",
  }).storage;
  const endpoint = "http://minio:9000";
  const keys = { accessKey: "id", secretKey: "key" };
  assert.deepEqual(storage, {
    kind: "s3",
    bucket: "wenmai",
    endpoint,
    region: undefined,
    pathStyle: true,
    spoolPath: DATA_DIR,
    ...keys,
  });
});

test("a provider of identities has a name for the city, comes by https and does not invite by e-mail", () => {
  const OIDC_ISSUER = "https://sso.example.cn/realms/city";
  assert.deepEqual(mistakesOf({ OIDC_ISSUER }), ["OIDC_CLIENT_ID must be set when OIDC_ISSUER is"]);
  assert.deepEqual(mistakesOf({ OIDC_ISSUER, OIDC_CLIENT_ID: "wenmai" }), []);
  assert.deepEqual(mistakesOf({ OIDC_ISSUER: "http://sso.example.cn", OIDC_CLIENT_ID: "wenmai" }), [
    "OIDC_ISSUER must begin with https://",
  ]);
  assert.deepEqual(mistakesOf({ OIDC_ISSUER: "http://localhost:4000", OIDC_CLIENT_ID: "wenmai" }), []);
  for (const claim of ["email", "email_verified", "e-mail"])
    assert.equal(mistakesOf({ OIDC_LOGIN_CLAIM: claim }).length, 1, claim);
});

test("production says where it is and is reached by https", () => {
  assert.deepEqual(mistakesOf({ MODE: "production" }), [
    "PUBLIC_URL must be set and begin with https:// when MODE is production",
  ]);
  assert.equal(mistakesOf({ MODE: "production", PUBLIC_URL: "http://wenhua.example.cn" }).length, 1);
  assert.equal(
    mistakesOf({ MODE: "production", PUBLIC_URL: "https://wenhua.example.cn/" }).length,
    1,
    "a path",
  );
  assert.equal(
    readConfig({ DATA_DIR, MODE: "production", PUBLIC_URL: "https://wenhua.example.cn" }).https,
    true,
  );
  assert.equal(
    readConfig({ DATA_DIR, MODE: "production", PUBLIC_URL: "http://localhost:3000" }).https,
    false,
  );
});

test("local https is open to the phones of the network, and not for production", () => {
  const local = readConfig({ DATA_DIR, LOCAL_HTTPS: "true", PORT: "3443" });
  assert.deepEqual([local.publicUrl, local.https, local.host], ["https://localhost:3443", true, "0.0.0.0"]);
  assert.equal(readConfig({ DATA_DIR, LOCAL_HTTPS: "true", HOST: "localhost" }).host, "localhost");
  assert.deepEqual(mistakesOf({ LOCAL_HTTPS: "1", PUBLIC_URL: "http://box.local" }), [
    "PUBLIC_URL must begin with https:// when LOCAL_HTTPS is true",
  ]);
  const real = { MODE: "production", PUBLIC_URL: "https://wenhua.example.cn", LOCAL_HTTPS: "1" };
  assert.match(mistakesOf(real)[0] ?? "", /^LOCAL_HTTPS is for trying/);
});

test("the table names every setting with what it takes, and its lines are whole", () => {
  const lines = settingsHelp().split("\n");
  assert.equal(lines.length, settingList.length + 2);
  for (const [at, { name, description, takes }] of settingList.entries()) {
    const line = lines[at + 2] ?? "";
    assert.ok(line.startsWith(`| \`${name}\` | ${takes}`) && line.endsWith(`| ${description} |`), line);
    assert.equal(line.split("|").length, 6, `a bar in the words of ${name}`);
    assert.match(description, /[.]$/);
  }
});
