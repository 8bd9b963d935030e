import assert from "node:assert/strict";
import { test } from "node:test";
import { foreignKind, looksLike } from "./looks-like.ts";

test("what a file without a record is, is told by its first bytes", () => {
  const text = (said: string) => new Uint8Array(Buffer.from(said));
  const bytes = (said: string) => new Uint8Array(Buffer.from(said, "latin1"));
  for (const [head, looks] of [
    [text(""), "empty"],
    [text("%PDF-1.7\n%\u00e2"), "pdf"],
    [bytes("PK\x03\x04\x14\0"), "archive"],
    [bytes("\x1f\x8b\x08"), "archive"],
    [bytes("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0"), "office"],
    [bytes("\x89PNG\r\n"), "picture"],
    [new Uint8Array(Buffer.from("\ufeff书目", "utf16le")), "utf-16"],
    [new Uint8Array(Buffer.from("title,author", "utf16le")), "utf-16"],
    [text("=LDR  00107nam"), "marc-lines"],
    [text("header alpha tag MicroLIF file\nLDR00107     2200061   4500"), "marc-lines"],
    [text("MicroLIF\rLDR00180nam"), "marc-lines"],
    [text("LEADER 00951 am a22003373u 4500\n001 1"), "marc-lines"],
    [text("000000001 LDR   00000nam"), "marc-lines"],
    [text("<!DOCTYPE html><html>"), "html"],
    [text("\ufeff <?xml version='1.0'?><books/>"), "xml"],
    [text("题名,作者\n围城,钱锺书"), "text"],
    [bytes("\xcc\xe2\xc3\xfb,\xd7\xf7\xd5\xdf\n"), "text"],
    [bytes("\x00\x01\x02\x7fELF----------------"), "other"],
    [bytes("abc\x01\x02"), "other"],
  ] as const)
    assert.equal(looksLike(head), looks, Buffer.from(head).toString());
  assert.equal(foreignKind(text("00107nam a2200061")), null);
});
