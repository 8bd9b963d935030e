// Does node_modules hold what package-lock.json asks for?

import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

const stampFile = (root) => path.join(root, "node_modules", ".wenmai-stamp.json");

/** Names one lock file on one kind of machine: a copied folder is installed anew on another platform. */
export function lockHash(root) {
  const lock = fs.readFileSync(path.join(root, "package-lock.json"));
  return createHash("sha256").update(lock).update(`${process.platform} ${process.arch}`).digest("hex");
}

/** The note left by the last good set-up, or null. */
export function readStamp(root) {
  return readJson(stampFile(root));
}

/** Leaves that note; a read-only node_modules only costs the next start a look. */
export function writeStamp(root, stamp) {
  try {
    fs.writeFileSync(stampFile(root), `${JSON.stringify(stamp)}\n`);
  } catch (error) {
    if (!["EROFS", "EACCES", "EPERM"].includes(error.code)) throw error;
  }
}

/**
 * True when every package of the lock stands in npm's own note of what it installed, in the same version.
 * So a hand-made `npm install x` is not followed by a second, full install.
 */
export function installIsCurrent(root) {
  const wanted = readJson(path.join(root, "package-lock.json"))?.packages ?? {};
  const there = readJson(path.join(root, "node_modules", ".package-lock.json"))?.packages;
  if (!there) return false;
  return Object.entries(wanted).every(([place, entry]) => {
    if (place === "" || entry.link) return true;
    const found = there[place];
    // Optional packages for other platforms are rightly absent.
    if (!found) return entry.optional === true && !isForThisMachine(entry);
    return found.version === entry.version;
  });
}

function isForThisMachine(entry) {
  const fits = (list, value) => !list || list.includes(value);
  return (
    Boolean(entry.os ?? entry.cpu) &&
    fits(entry.os, process.platform) &&
    fits(entry.cpu, process.arch) &&
    !entry.libc
  );
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}
