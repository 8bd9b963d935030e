/** How a local server is set: for a laptop, safe against power loss unless it is for tests. */
import { statfsSync } from "node:fs";
import { totalmem } from "node:os";
import type { LocalPlace } from "./cluster-place.ts";

/** The settings we start with; the rest is PostgreSQL's own. `throwaway` data may be lost with the machine. */
export function settings(place: LocalPlace, throwaway: boolean): Record<string, string> {
  return {
    listen_addresses: "",
    port: "5432",
    unix_socket_directories: place.socket,
    unix_socket_permissions: "0700",
    timezone: "UTC",
    log_timezone: "UTC",
    shared_buffers: `${throwaway ? leastBuffers : buffers()}MB`,
    max_connections: "200",
    max_wal_size: "1GB",
    random_page_cost: "1.1",
    jit: "off",
    log_min_messages: "warning",
    // Containers give 64 MB of /dev/shm, too little for a parallel query.
    dynamic_shared_memory_type: sharedMemory() < 256 * 2 ** 20 ? "mmap" : "posix",
    ...(throwaway
      ? {
          fsync: "off",
          synchronous_commit: "off",
          full_page_writes: "off",
          max_wal_senders: "0",
          wal_level: "minimal",
        }
      : { fsync: "on", synchronous_commit: "on" }),
  };
}

/** Megabytes. */
const [leastBuffers, mostBuffers] = [256, 1024];

/** A sixteenth of what memory there is: the catalogue of a city does not fit into the least. */
function buffers(): number {
  const memory = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY) / 2 ** 20;
  return Math.round(Math.min(mostBuffers, Math.max(leastBuffers, memory / 16)));
}

function sharedMemory(): number {
  try {
    const { bsize, blocks } = statfsSync("/dev/shm");
    return bsize * blocks;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
