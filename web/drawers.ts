/** Drawers of this browser: what a page has written down for the city and keeps until the city has it (IndexedDB). */

/** One database of the browser. `make` lays its drawers out the first time. */
export function drawersOf(database: string, make: (db: IDBDatabase) => void) {
  /** Answers when it is written, not before. */
  return async function within<R>(
    drawers: string[],
    mode: IDBTransactionMode,
    work: (tx: IDBTransaction) => Promise<R>,
  ): Promise<R> {
    const opening = indexedDB.open(database, 1);
    opening.onupgradeneeded = () => make(opening.result);
    const db = await done(opening);
    try {
      const tx = db.transaction(drawers, mode);
      const committed = new Promise<void>((resolve, reject) => {
        tx.oncomplete = () => resolve();
        tx.onabort = () => reject(tx.error ?? new Error("the browser would not keep it"));
      });
      const [result] = await Promise.all([work(tx), committed]);
      return result;
    } finally {
      db.close();
    }
  };
}

export function done<R>(request: IDBRequest<R>): Promise<R> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
