/** Forms with large files: a file goes to its place while it comes in, and the page is handed its name and where it lies. */
import type { Readable } from "node:stream";
import multipart from "@fastify/multipart";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { forbidden, Problem, signInNeeded, tooLarge } from "../errors/index.ts";
import { refuseRepeats } from "./form.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Why the file of the form was not kept. The page tells it where the file was chosen, beside what was typed. */
    fileRefused?: Problem;
  }
}

export interface FormFiles {
  /** Address whose pages, and those below it, take them. */
  below: string;
  /** Largest file in bytes. */
  limit: number;
  /** Asked before anything is read. */
  may(request: FastifyRequest): boolean;
  /** Stores the file and answers what the page is to call it by. A fault of the content means: keep nothing. */
  keep(request: FastifyRequest, content: AsyncIterable<Uint8Array>): Promise<string>;
}

const mostFields = 20;
const longestField = 10_000;

/** Routes for posts with files. The page's form then has `file`: what `keep` answered, and `file.name`, for a field called `file`. */
export async function takeFiles(
  pages: FastifyInstance,
  files: FormFiles,
  answer: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>,
): Promise<void> {
  await pages.register(async (inner) => {
    await inner.register(multipart, {
      limits: {
        fileSize: files.limit,
        files: 1,
        fields: mostFields,
        fieldSize: longestField,
        parts: mostFields + 1,
      },
      throwFileSizeLimit: false,
    });
    const onRequest = async (request: FastifyRequest) => {
      if (!/^multipart\//i.test(request.headers["content-type"] ?? "") || files.may(request)) return;
      const who = request.ctx?.actor.kind ?? "system";
      throw who === "anonymous" ? signInNeeded() : forbidden("files.send", who);
    };
    for (const path of [files.below, `${files.below}/*`]) {
      inner.post(path, { onRequest }, async (request, reply) => {
        if (request.isMultipart()) replaceForm(request, await formOf(request, files));
        return answer(request, reply);
      });
    }
  });
}

async function formOf(request: FastifyRequest, { keep, limit }: FormFiles): Promise<URLSearchParams> {
  const form = new URLSearchParams();
  let failed: unknown;
  try {
    for await (const part of request.parts()) {
      if (part.type === "field") {
        if (part.fieldnameTruncated || part.valueTruncated) throw fieldTooLong(part.fieldname);
        form.append(part.fieldname, String(part.value));
      } else if (part.filename === "") {
        part.file.resume();
      } else {
        const kept = await keep(request, wholeFile(part.file, limit)).catch((error: unknown) => {
          if (error instanceof Problem) request.fileRefused = error;
          else failed = error;
          return null;
        });
        if (failed !== undefined) throw failed;
        // What stands behind it in the form is read all the same.
        if (kept === null) part.file.resume();
        else form.append(part.fieldname, kept);
        form.append(`${part.fieldname}.name`, part.filename);
      }
    }
    refuseRepeats(form.keys());
    return form;
  } catch (error) {
    if (error instanceof Problem || error === failed) throw error;
    // What the reader of the form says about it: limits by name, and everything that is no form.
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw /LIMIT|TOO_LARGE/.test(code) ? tooLarge(limit) : new Problem("body-unreadable", 400);
  }
}

/** A file that is cut at the limit must not be kept as if it were whole. */
async function* wholeFile(
  file: Readable & { truncated: boolean },
  limit: number,
): AsyncGenerator<Uint8Array> {
  yield* file.iterator({ destroyOnReturn: false });
  if (file.truncated) throw tooLarge(limit);
}

const fieldTooLong = (name: string) =>
  tooLarge(longestField, [
    { field: `/body/${name.slice(0, 100)}`, id: "too-long", data: { limit: longestField } },
  ]);

function replaceForm(request: FastifyRequest, form: URLSearchParams): void {
  request.body = Buffer.from(form.toString());
  request.headers["content-type"] = "application/x-www-form-urlencoded";
  delete request.headers["content-length"];
}
