/** Every setting of a city, once: its shape, what it means, what holds when nobody sets it. The type comes from here too. */
import { type Static, type TSchema, Type } from "typebox";

/** What people read about a setting beside its schema. */
interface Words {
  /** What it does, for the operator. */
  description: string;
  /** What it takes, in the words of a mistake: "expected …". */
  takes: string;
  /** Never shown again. */
  secret?: true;
}

const text = (words: Words & { pattern?: string; default?: string }) =>
  Type.String({ minLength: 1, maxLength: 2000, ...words });
const yesOrNo = (description: string) =>
  Type.Boolean({ default: false, description, takes: "true or false" });
const oneOf = <const V extends string>(
  values: readonly V[],
  words: Omit<Words, "takes"> & { default: NoInfer<V> },
) => Type.Unsafe<V>(Type.Enum([...values], { ...words, takes: `one of ${values.join(", ")}` }));
const address = (scheme: string, words: Omit<Words, "takes">) =>
  text({
    pattern: `^${scheme}://[^\\s]+$`,
    takes: `an address beginning with ${scheme.replace("?", "")}://`,
    ...words,
  });
/** One or more of `name=value`, with commas between. */
const namedValue = (value: string) => `[a-z-]+=${value}(,[a-z-]+=${value})*`;

export const settings = Type.Object({
  PORT: Type.Integer({
    minimum: 0,
    maximum: 65535,
    default: 3000,
    description: "Port of the web server; 0 takes a free one.",
    takes: "a whole number from 0 to 65535",
  }),
  HOST: Type.Optional(
    text({
      description:
        "Address to listen on; 0.0.0.0 opens the server to the network: behind a proxy, in a container, for phones. Else localhost, and 0.0.0.0 with LOCAL_HTTPS.",
      takes: "a name or an IP address",
      pattern: "^[0-9A-Za-z.:-]+$",
    }),
  ),
  PUBLIC_URL: Type.Optional(
    text({
      description:
        "Address people type, without a path. In production it must be set and begin with https://. Else http://localhost and the port.",
      takes: "an address like https://wenhua.example.cn, without a path",
      pattern: "^https?://[^/\\s]+$",
    }),
  ),
  TRUST_PROXY: yesOrNo(
    "A proxy stands in front and sets X-Forwarded-For and -Proto. Without one anybody could set them.",
  ),
  LOCAL_HTTPS: yesOrNo(
    "Serve https with a certificate authority of our own, made on first use in the data folder: to try the city on phones of the local network. Not for production.",
  ),
  MODE: oneOf(["demo", "production"], {
    default: "demo",
    description: "demo fills and labels a demo city; production shows nothing that is not approved.",
  }),
  CITY: text({
    default: "karamay",
    description: "Id of the city; names its data and stands in every pass.",
    takes: "1 to 32 of a–z, 0–9 and -, beginning with a letter",
    pattern: "^[a-z][a-z0-9-]{0,31}$",
  }),
  CITY_DIVISION: text({
    default: "650200",
    description: "Code of the division the city is (GB/T 2260): the root of its network of places.",
    takes: "six digits",
    pattern: "^[1-9][0-9]{5}$",
  }),
  CITY_ZONE: text({
    default: "Asia/Shanghai",
    description:
      "IANA time zone in which a day is a day. Official time in Xinjiang is Asia/Shanghai; Asia/Urumqi is two hours off.",
    takes: "an IANA time zone like Asia/Shanghai",
  }),
  DATA_DIR: text({
    default: "./data",
    description:
      "Folder for the secret, the files and the local database. Only from the environment: config.json lies in it.",
    takes: "a path",
  }),
  DATABASE_URL: Type.Optional(
    address("postgres(ql)?", {
      description: "PostgreSQL 15 or newer. Without it a local one is started in the data folder.",
      secret: true,
    }),
  ),
  WENMAI_POSTGRES: Type.Optional(
    text({
      description:
        "Whose programs the local PostgreSQL runs on: system, embedded (the package's) or a folder. Else the system's newest, then the package's.",
      takes: "system, embedded or a folder",
    }),
  ),
  NEWS_DAYS: Type.Integer({
    minimum: 1,
    maximum: 3650,
    default: 30,
    description:
      "Days that news (platform.outbox) is kept after every listener has heard it. A listener added later hears what is still there.",
    takes: "a whole number from 1 to 3650",
  }),
  CITY_SECRET: Type.Optional(
    text({
      description:
        "The city's secret instead of secrets.json in the data folder: the same for every process. Losing it loses phones, passes and sealed fields.",
      takes: "32 bytes in base64 (openssl rand -base64 32)",
      pattern: "^[A-Za-z0-9_+/-]{43}=?$",
      secret: true,
    }),
  ),
  STORAGE_KIND: oneOf(["folder", "s3"], {
    default: "folder",
    description: "Where files lie: in a folder, or in a bucket of a service that speaks S3.",
  }),
  STORAGE_PATH: Type.Optional(
    text({ description: "The folder. Else files in the data folder.", takes: "a path" }),
  ),
  STORAGE_ENDPOINT: Type.Optional(
    address("https?", { description: "Address of the S3 service. Else Amazon's of the region." }),
  ),
  STORAGE_REGION: Type.Optional(
    text({ description: "Region of the bucket. Else us-east-1.", takes: "a name like cn-north-1" }),
  ),
  STORAGE_BUCKET: Type.Optional(text({ description: "Name of the bucket; s3 needs it.", takes: "a name" })),
  STORAGE_ACCESS_KEY: Type.Optional(
    text({ description: "Key id for the bucket; s3 needs it.", takes: "a text" }),
  ),
  STORAGE_SECRET_KEY: Type.Optional(
    text({ description: "Secret key for the bucket; s3 needs it.", takes: "a text", secret: true }),
  ),
  STORAGE_PATH_STYLE: yesOrNo(
    "Bucket in the path instead of the host name: MinIO and Ceph want it, Aliyun OSS refuses it.",
  ),
  SMS_WEBHOOK_URL: Type.Optional(
    address("https?", {
      description:
        "Gateway that sends text messages. Without it messages are shown on /dev/messages in demo, and nobody signs in by phone in production.",
      secret: true,
    }),
  ),
  SMS_WEBHOOK_SECRET: Type.Optional(
    text({
      description: "Signs what is sent to the gateway (HMAC-SHA-256), so that it can tell us from others.",
      takes: "a text",
      secret: true,
    }),
  ),
  SMTP_URL: Type.Optional(
    address("smtps?", {
      description:
        "Mail server that takes letters, with user and password: smtps://user:password@mail.example.cn:465. Without it letters are shown on /dev/messages in demo, and in production nobody is written to.",
      secret: true,
    }),
  ),
  MAIL_FROM: Type.Optional(
    text({
      description: "Sender of letters; SMTP_URL needs it.",
      takes: "an address, or City <address>",
      pattern: "^([^<>@]+<[^\\s<>@]+@[^\\s<>@]+>|[^\\s<>@]+@[^\\s<>@]+)$",
    }),
  ),
  IDENTITY_URL: Type.Optional(
    address("https?", {
      description:
        "Provider that confirms name and document (platform/identity/README.md). Without it demo simulates one, and in production level 3 is not offered.",
      secret: true,
    }),
  ),
  IDENTITY_SECRET: Type.Optional(
    text({
      description: "Signs what is sent to the provider (HMAC-SHA-256), so that it can tell us from others.",
      takes: "a text",
      secret: true,
    }),
  ),
  ELIGIBILITY_PROVIDERS: Type.Optional(
    text({
      pattern: `^${namedValue("https?://[^\\s,]+")}$`,
      takes: "name=https://address, with commas between",
      description:
        "Who is asked, with a person's consent, whether they meet a rule (docs/eligibility-provider.openapi.json): credit=https://…,residence=https://…. Without it demo simulates them, and in production only other ways to qualify are offered.",
      secret: true,
    }),
  ),
  ELIGIBILITY_SECRETS: Type.Optional(
    text({
      pattern: `^${namedValue("[^\\s,]+")}$`,
      takes: "name=secret, with commas between",
      description:
        "For each of ELIGIBILITY_PROVIDERS the secret by which questions and answers are signed (HMAC-SHA-256).",
      secret: true,
    }),
  ),
  OTHER_CATALOGUES: Type.Optional(
    text({
      description:
        "File with other libraries' catalogues that cataloguers may copy from, by Z39.50 and SRU (docs/operator.md). Without it nobody is asked.",
      takes: "a path",
    }),
  ),
  SEAL_DOCUMENT_NUMBERS: yesOrNo(
    "Keep document numbers sealed under the person's key, readable by administrators with a reason. Only where a law asks for the number itself: real-name admission to large performances (文旅部、公安部 2023). Else only a keyed hash and the last four are kept.",
  ),
  LIVE_RTMP_PORT: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 65535,
      description:
        "Port on which live pictures of events are taken by RTMP; needs ffmpeg on this machine. Without it there are no live streams of our own. Only one process of a machine has it.",
      takes: "a whole number from 1 to 65535",
    }),
  ),
  OIDC_ISSUER: Type.Optional(
    address("https?", {
      description:
        "Provider of identities (统一身份认证, OpenID Connect) by which staff may sign in besides their password. By https, except on this machine.",
    }),
  ),
  OIDC_CLIENT_ID: Type.Optional(
    text({ description: "What the provider calls this city; OIDC_ISSUER needs it.", takes: "a text" }),
  ),
  OIDC_CLIENT_SECRET: Type.Optional(
    text({
      description: "The city's secret at the provider. Without it the city is a public client.",
      takes: "a text",
      secret: true,
    }),
  ),
  OIDC_NAME: text({
    default: "统一身份认证",
    description: "What staff call the provider: the word on the button.",
    takes: "a name",
  }),
  OIDC_SCOPE: text({
    default: "openid profile",
    description: "What is asked of the provider.",
    takes: "words that begin with openid",
    pattern: "^openid( [!-~]+)*$",
  }),
  OIDC_LOGIN_CLAIM: text({
    default: "preferred_username",
    description:
      "Claim by which a manager invites somebody, besides the provider's own sub. Never email: whoever gets an address gets the account.",
    takes: "the name of a claim, not email",
    pattern: "^(?!e-?mail)[A-Za-z_][A-Za-z0-9_.-]*$",
  }),
  OIDC_SECOND_FACTOR: Type.String({
    default: "",
    maxLength: 500,
    description:
      "Values of acr or amr, with commas, that stand for the second factor. Without any the city asks for its own.",
    takes: "words with commas between",
  }),
  MAP_REVIEW_NUMBER: Type.Optional(
    text({
      description:
        "Review number (审图号) of the public map, shown on it. In production the map stays off without one.",
      takes: "a number like GS(2026)1234号",
    }),
  ),
  TIANDITU_KEY: Type.Optional(
    text({
      description: "Key for 天地图 as the map's ground. Else our own tiles.",
      takes: "a key",
      secret: true,
    }),
  ),
  LOG_LEVEL: oneOf(["fatal", "error", "warn", "info", "debug", "trace", "silent"], {
    default: "info",
    description: "How much is logged.",
  }),
});

export type Settings = Static<typeof settings>;
export type SettingName = keyof Settings & string;

export interface Setting extends Words {
  name: SettingName;
  schema: TSchema;
  default?: string | number | boolean;
}

/** The settings in the order of their declaration. */
export const settingList: Setting[] = Object.entries(settings.properties).map(([name, schema]) => ({
  // The builders above put exactly these words into each schema.
  ...(schema as unknown as Words & { default?: string | number | boolean }),
  name: name as SettingName,
  schema,
}));
