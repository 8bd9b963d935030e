/** Storage in a bucket: any service that speaks S3. Objects appear whole or not at all; big ones go up in parts. */
import { randomUUID } from "node:crypto";
import { open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { openSpool, spool } from "./spool.ts";
import { checkContent, checkedName, missing, type Storage, type Stored, spanOf } from "./storage.ts";

export interface BucketConfig {
  bucket: string;
  /** Address of the service; the region's own at Amazon when left out. */
  endpoint?: string;
  region?: string;
  accessKey: string;
  secretKey: string;
  /** `endpoint/bucket/key` instead of `bucket.endpoint/key`: MinIO and Ceph want it, Aliyun OSS refuses it. */
  pathStyle?: boolean;
  /** What the keys begin with; nothing unless told. */
  prefix?: string;
  /** Folder for what is on its way up; the machine's own for temporary files unless told. */
  spoolPath?: string;
}

/** Bytes of a part, and so the memory one upload takes. S3 wants at least 5 MiB. */
const partBytes = 8 * 1024 * 1024;
/** S3 takes at most this many parts. */
const mostParts = 10_000;

/** Speaks to the bucket; nothing is asked of it before the first call. */
export async function bucketStorage(config: BucketConfig): Promise<Storage> {
  const { bucket: Bucket } = config;
  const incoming = join(config.spoolPath ?? tmpdir(), "wenmai-incoming");
  await openSpool(incoming);
  const client = new S3Client({
    region: config.region ?? "us-east-1",
    ...(config.endpoint && { endpoint: config.endpoint }),
    credentials: { accessKeyId: config.accessKey, secretAccessKey: config.secretKey },
    forcePathStyle: config.pathStyle ?? false,
    // Amazon's newer trailing checksums are unknown to most other services; the signature already covers the bytes.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  const keyOf = (sha256: string) => {
    const name = checkedName(sha256);
    return `${config.prefix ?? ""}${name.slice(0, 2)}/${name.slice(2, 4)}/${name}`;
  };

  async function found(sha256: string): Promise<Stored | null> {
    const head = await client
      .send(new HeadObjectCommand({ Bucket, Key: keyOf(sha256) }))
      .catch(nullWhenAbsent);
    return head && { sha256, bytes: head.ContentLength ?? 0 };
  }

  async function upload(path: string, { sha256, bytes }: Stored, signal?: AbortSignal): Promise<void> {
    const target = { Bucket, Key: keyOf(sha256) };
    const file = await open(path, "r");
    try {
      if (bytes <= partBytes) {
        await client.send(new PutObjectCommand({ ...target, Body: await file.readFile() }), {
          abortSignal: signal,
        });
        return;
      }
      const { UploadId } = await client.send(new CreateMultipartUploadCommand(target), {
        abortSignal: signal,
      });
      try {
        const Parts = [];
        const size = Math.max(partBytes, Math.ceil(bytes / mostParts));
        const part = Buffer.alloc(size);
        for (let at = 0, PartNumber = 1; at < bytes; at += size, PartNumber++) {
          const Body = part.subarray(0, Math.min(size, bytes - at));
          await readExactly(file, Body, at);
          const sent = await client.send(new UploadPartCommand({ ...target, UploadId, PartNumber, Body }), {
            abortSignal: signal,
          });
          Parts.push({ PartNumber, ETag: sent.ETag });
        }
        const whole = { ...target, UploadId, MultipartUpload: { Parts } };
        await client.send(new CompleteMultipartUploadCommand(whole), { abortSignal: signal });
      } catch (error) {
        // Parts without an end are paid for until somebody says so.
        await client.send(new AbortMultipartUploadCommand({ ...target, UploadId })).catch(() => {});
        throw error;
      }
    } finally {
      await file.close();
    }
  }

  return {
    async put(content, { sha256, signal } = {}) {
      if (sha256 !== undefined) checkedName(sha256);
      // The name is known only at the end, so the bytes wait on the disk, not in memory.
      const waiting = join(incoming, randomUUID());
      const stored = await spool(waiting, content, signal);
      try {
        checkContent(stored.sha256, sha256);
        if ((await found(stored.sha256))?.bytes !== stored.bytes) await upload(waiting, stored, signal);
        return stored;
      } finally {
        await rm(waiting, { force: true });
      }
    },

    async open(sha256, range) {
      const Key = keyOf(sha256);
      if (!range)
        return bodyOf(await client.send(new GetObjectCommand({ Bucket, Key })).catch(nullWhenAbsent), sha256);
      const whole = await found(sha256);
      if (!whole) throw missing(sha256);
      const span = spanOf(range, whole.bytes);
      if (!span) return Readable.from([]);
      const Range = `bytes=${span.first}-${span.last}`;
      const got = await client.send(new GetObjectCommand({ Bucket, Key, Range })).catch(nullWhenAbsent);
      const body = bodyOf(got, sha256);
      if (got?.ContentRange === `bytes ${span.first}-${span.last}/${whole.bytes}`) return body;
      // A service may send more than was asked for (RFC 9110 §14.2): never hand that on as the range.
      const start = Number(/^bytes (\d+)-/.exec(got?.ContentRange ?? "")?.[1] ?? 0);
      return Readable.from(cut(body, span.first - start, span.last + 1 - start), { objectMode: false });
    },

    stat: found,
    has: async (sha256) => (await found(sha256)) !== null,
    async remove(sha256) {
      await client.send(new DeleteObjectCommand({ Bucket, Key: keyOf(sha256) })).catch(nullWhenAbsent);
    },
  };
}

function bodyOf(got: GetObjectCommandOutput | null, sha256: string): Readable {
  if (!got) throw missing(sha256);
  if (!(got.Body instanceof Readable)) throw new Error("the S3 client gave no stream");
  return got.Body;
}

async function* cut(body: AsyncIterable<Buffer>, from: number, to: number): AsyncGenerator<Buffer> {
  let at = 0;
  for await (const chunk of body) {
    if (at + chunk.length > from) yield chunk.subarray(Math.max(0, from - at), to - at);
    at += chunk.length;
    if (at >= to) return;
  }
}

async function readExactly(
  file: Awaited<ReturnType<typeof open>>,
  into: Buffer,
  from: number,
): Promise<void> {
  for (let at = 0; at < into.length; ) {
    const { bytesRead } = await file.read(into, at, into.length - at, from + at);
    if (bytesRead === 0) throw new Error("a file on its way up was cut short");
    at += bytesRead;
  }
}

function nullWhenAbsent(error: unknown): null {
  if (
    error instanceof S3ServiceException &&
    error.$metadata.httpStatusCode === 404 &&
    error.name !== "NoSuchBucket"
  ) {
    return null;
  }
  throw error;
}
