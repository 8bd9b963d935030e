/** Outside parties played on this machine, until Ctrl-C. */
import { once } from "node:events";
import type { Server } from "node:http";
import type { Outcome } from "./commands.ts";

/** Listens on a port (a free one unless told), prints the settings that lead there, and stops with the process. */
export async function simulate(
  server: Server,
  port: string | undefined,
  settingsFor: (address: string) => string,
): Promise<Outcome> {
  await once(server.listen(Number(port ?? 0), "127.0.0.1"), "listening");
  const address = server.address();
  const at = typeof address === "object" ? address?.port : port;
  process.stderr.write(`${settingsFor(`http://127.0.0.1:${at}/`)}\n`);
  await once(process, "SIGINT");
  server.closeAllConnections();
  server.close();
  return { status: 0, lines: ["stopped"] };
}
