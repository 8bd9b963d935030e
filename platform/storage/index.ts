import { folderStorage } from "./folder.ts";
import { type BucketConfig, bucketStorage } from "./s3.ts";
import type { Storage } from "./storage.ts";

export type { BucketConfig } from "./s3.ts";
export {
  type ByteRange,
  type PutOptions,
  type Storage,
  StorageFault,
  type StorageFaultId,
  type Stored,
} from "./storage.ts";

export type StorageConfig = { kind: "folder"; path: string } | ({ kind: "s3" } & BucketConfig);

/** The storage the configuration names. */
export async function openStorage(config: StorageConfig): Promise<Storage> {
  return config.kind === "folder" ? folderStorage(config.path) : bucketStorage(config);
}
