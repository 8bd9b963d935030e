import { join } from "node:path";
import { folderStorage } from "./folder.ts";
import { type BucketConfig, bucketStorage } from "./s3.ts";
import type { Storage } from "./storage.ts";

export type { BucketConfig } from "./s3.ts";
export {
  nullWhenMissing,
  type Storage,
} from "./storage.ts";

export type StorageConfig = { kind: "folder"; path: string } | ({ kind: "s3" } & BucketConfig);

/** Gives each part of the city its own area: what one drops is never what another needs, though the bytes be the same. */
export type Storages = (area: string) => Promise<Storage>;

/** The storage the configuration names, or one area of it. */
export async function openStorage(config: StorageConfig, area?: string): Promise<Storage> {
  if (area !== undefined && !/^[a-z]+(-[a-z]+)*$/.test(area))
    throw new Error(`"${area}" is no name of an area`);
  if (config.kind === "folder") return folderStorage(area ? join(config.path, area) : config.path);
  return bucketStorage(area ? { ...config, prefix: `${area}/` } : config);
}

/** Opens each area when it is first asked for, once. */
export function storagesOf(config: StorageConfig): Storages {
  const opened = new Map<string, Promise<Storage>>();
  return (area) => {
    const known = opened.get(area) ?? openStorage(config, area);
    opened.set(area, known);
    // A disk that was away may be back when it is asked again.
    known.catch(() => opened.delete(area));
    return known;
  };
}
