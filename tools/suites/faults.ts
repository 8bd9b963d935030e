/** `npm run faults`: the server, then PostgreSQL, is killed in the middle of claims. What was acknowledged is there afterwards. */
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type RunningCity, startCity } from "../../bench/running-city.ts";
import { type Row, report } from "./table.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const data = mkdtempSync(join(tmpdir(), "wenmai-faults-"));
// PostgreSQL, which never runs as root, must be able to enter it, or its data lies elsewhere.
chmodSync(data, 0o711);
const people = 24;

interface Acknowledged {
  claimId: string;
  cookie: string;
}

const post = (url: string, path: string, body: object, headers: Record<string, string> = {}) =>
  fetch(url + path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  });

/** Signs in as demo residents, whose codes are shown. */
async function residents(url: string, from: number): Promise<string[]> {
  const cookies: string[] = [];
  for (let n = from; n < from + people; n++) {
    const phone = `199${String(n).padStart(8, "0")}`;
    const { attempt } = (await (await post(url, "/api/sign-in/codes", { phone })).json()) as {
      attempt: string;
    };
    let code: string | undefined;
    for (let waited = 0; !code && waited < 5000; waited += 100) {
      await wait(100);
      const { items } = (await (await fetch(`${url}/api/dev/messages`)).json()) as {
        items: { address: string; text: string }[];
      };
      code = /\d{6}/.exec(items.find(({ address }) => address.endsWith(phone))?.text ?? "")?.[0];
    }
    const response = await post(url, "/api/sign-in", { attempt, code });
    cookies.push(response.headers.get("set-cookie")?.split(";")[0] ?? "");
  }
  return cookies;
}

async function openOffers(url: string): Promise<string[]> {
  const { items } = (await (await fetch(`${url}/api/events?when=coming&limit=60`)).json()) as {
    items: { id: string; admission: { state: string; left: number | null } }[];
  };
  const offers: string[] = [];
  for (const { id } of items.filter(
    ({ admission }) => admission.state === "open" && (admission.left ?? 0) > 2,
  )) {
    const { sessions } = (await (await fetch(`${url}/api/events/${id}`)).json()) as {
      sessions: { offer: { id: string } | null; admission: { state: string } }[];
    };
    offers.push(
      ...sessions.flatMap(({ offer, admission }) => (offer && admission.state === "open" ? [offer.id] : [])),
    );
  }
  return offers.slice(0, 12);
}

/** Everybody claims one place after another until the server falls silent. Answers what was acknowledged. */
async function claimUntilKilled(
  url: string,
  cookies: string[],
  kill: () => unknown,
): Promise<Acknowledged[]> {
  const offers = await openOffers(url);
  const acknowledged: Acknowledged[] = [];
  const asking = cookies.map(async (cookie) => {
    for (const offer of offers) {
      try {
        const response = await post(
          url,
          `/api/offers/${offer}/claims`,
          { size: 1 },
          { cookie, "sec-fetch-site": "same-origin" },
        );
        if (response.ok) acknowledged.push({ cookie, ...((await response.json()) as { claimId: string }) });
      } catch {
        return;
      }
    }
  });
  while (acknowledged.length < 20) await wait(5);
  await kill();
  await Promise.all(asking);
  return acknowledged;
}

/** Acknowledged claims that their holders do not have. */
async function lost(url: string, acknowledged: Acknowledged[]): Promise<number> {
  let missing = 0;
  for (const [cookie, claims] of Map.groupBy(acknowledged, ({ cookie }) => cookie)) {
    const { items } = (await (await fetch(`${url}/api/my/claims`, { headers: { cookie } })).json()) as {
      items: { id: string }[];
    };
    missing += claims.filter(({ claimId }) => !items.some(({ id }) => id === claimId)).length;
  }
  return missing;
}

function doctor(): { ok: boolean; said: string } {
  try {
    const said = execFileSync("npm", ["run", "-s", "wenmai", "--", "doctor"], {
      cwd: root,
      env: { ...process.env, DATA_DIR: data, DATABASE_URL: "" },
      encoding: "utf8",
    });
    return { ok: true, said: said.trim().replaceAll("\n", "; ") };
  } catch (error) {
    return { ok: false, said: String(error) };
  }
}

function killPostgres(): void {
  const [pid] = readFileSync(join(data, "cluster/postmaster.pid"), "utf8").split("\n");
  process.kill(Number(pid), "SIGKILL");
}

async function untilReady({ url }: RunningCity): Promise<void> {
  for (let waited = 0; waited < 30_000; waited += 250) {
    if ((await fetch(`${url}/readyz`).catch(() => null))?.ok) return;
    await wait(250);
  }
  throw new Error("the server is not ready again after 30 s");
}

const rows: Row[] = [];
let city: RunningCity | null = null;
try {
  city = await startCity(root, data);
  const running = city;
  const first = await claimUntilKilled(running.url, await residents(running.url, 1), () => running.kill());
  city = await startCity(root, data);
  const lostFirst = await lost(city.url, first);
  rows.push({
    what: "SIGKILL of the server in the middle of claims",
    ok: lostFirst === 0,
    note: `${first.length} acknowledged, ${lostFirst} lost`,
  });

  const second = await claimUntilKilled(city.url, await residents(city.url, 40), killPostgres);
  await untilReady(city);
  const lostSecond = await lost(city.url, second);
  rows.push({
    what: "SIGKILL of PostgreSQL in the middle of claims",
    ok: lostSecond === 0,
    note: `${second.length} acknowledged, ${lostSecond} lost`,
  });
  await wait(3000);
  const { ok, said } = doctor();
  rows.push({ what: "afterwards: wenmai doctor", ok, note: said });
} finally {
  await city?.stop();
  rmSync(data, { recursive: true, force: true });
}
rows.push({
  what: "power loss",
  ok: null,
  note: "a process cannot take the power away; fsync and synchronous_commit are on",
});
report(rows);
