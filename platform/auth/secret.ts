/** The city's one secret, and the keys derived from it by name. Whoever loses it loses phones, passes and sealed fields. */
import { createHmac, hkdfSync, randomBytes } from "node:crypto";
import { chmod, link, mkdir, open, readFile, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";

export interface Secrets {
  /** 32 bytes for one purpose (HKDF-SHA-256, RFC 5869): one purpose's key tells nothing of another's. */
  key(name: string): Buffer;
  /** 32 bytes under which a phone or document number is found again without being kept: HMAC-SHA-256. */
  keyedHash(name: string, value: string): Buffer;
}

const namePattern = /^[a-z0-9][a-z0-9./-]{0,63}$/;
const secretBytes = 32;

/** The city's keys: from `CITY_SECRET` when it is set, else from `secrets.json` in the data folder. */
export async function openSecrets(config: { citySecret?: string; dataDir: string }): Promise<Secrets> {
  if (config.citySecret !== undefined) return secretsOf(readSecret(config.citySecret, "CITY_SECRET"));
  return secretsInFile(join(config.dataDir, "secrets.json"), randomBytes);
}

/** The keys of a 32-byte secret. */
export function secretsOf(master: Uint8Array): Secrets {
  if (master.length !== secretBytes)
    throw new Error(`the city's secret has ${secretBytes} bytes, not ${master.length}`);
  const made = new Map<string, Buffer>();
  const key = (name: string) => {
    if (!namePattern.test(name)) throw new Error(`"${name}" is no name of a key`);
    const known =
      made.get(name) ?? Buffer.from(hkdfSync("sha256", master, "wenmai", `key ${name}`, secretBytes));
    made.set(name, known);
    return known;
  };
  return {
    key,
    keyedHash: (name, value) => createHmac("sha256", key(name)).update(value.normalize("NFC")).digest(),
  };
}

/** Reads a secret written as 43 or 44 characters of base64 or base64url. Throws without repeating it. */
export function readSecret(text: string, from: string): Buffer {
  const bytes = Buffer.from(text.trim(), "base64url");
  if (!/^[A-Za-z0-9_+/-]{43}=?$/.test(text.trim()) || bytes.length !== secretBytes) {
    throw new Error(
      `${from} does not hold ${secretBytes} bytes in base64 (try: openssl rand -base64 ${secretBytes})`,
    );
  }
  return bytes;
}

/** The secret in the file at `path`, made on the first start and readable by its owner alone. */
export async function secretsInFile(path: string, random: (size: number) => Uint8Array): Promise<Secrets> {
  await mkdir(dirname(path), { recursive: true });
  const text = (await readIfThere(path)) ?? (await makeFile(path, random));
  await closeToOthers(path);
  return secretsOf(readSecret(fieldOf(text, path), `"secret" in ${path}`));
}

function fieldOf(text: string, path: string): string {
  const file: unknown = parsed(text, path);
  if (typeof file !== "object" || file === null || !("version" in file) || file.version !== 1) {
    throw new Error(`${path} is not a secrets file of version 1`);
  }
  return "secret" in file && typeof file.secret === "string" ? file.secret : "";
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message would repeat a piece of the secret.
    throw new Error(`${path} is not JSON`);
  }
}

/** Makes the file once, whole or not at all, however many processes start at the same moment; answers what it holds. */
async function makeFile(path: string, random: (size: number) => Uint8Array): Promise<string> {
  const fresh = { version: 1, secret: Buffer.from(random(secretBytes)).toString("base64url") };
  const half = `${path}.${process.pid}.${Buffer.from(random(6)).toString("hex")}`;
  const file = await open(half, "wx", 0o600);
  try {
    await file.writeFile(`${JSON.stringify(fresh, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  // A link fails where a rename would replace the secret of whoever was first.
  await link(half, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  await rm(half);
  return readFile(path, "utf8");
}

async function readIfThere(path: string): Promise<string | null> {
  return readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
}

/** Takes away what a copy or a backup tool gave to others. Windows folders under WSL know no modes: then it stays as it is. */
async function closeToOthers(path: string): Promise<void> {
  if (((await stat(path)).mode & 0o077) !== 0) await chmod(path, 0o600).catch(() => {});
}
