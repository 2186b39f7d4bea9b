/** The few promises around IndexedDB that this program needs. */
export const ask = <T>(request: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result)
  request.onerror = () => reject(request.error ?? new Error('IndexedDB'))
})

export function openDb(name: string, version: number, make: (db: IDBDatabase) => void): Promise<IDBDatabase> {
  const request = indexedDB.open(name, version)
  request.onupgradeneeded = () => make(request.result)
  return ask(request).then((db) => {
    // A newer page in another tab wants to change the tables: this one steps aside and opens again when it is used.
    db.onversionchange = () => db.close()
    return db
  })
}

/** Runs `work` in one transaction and gives its value once everything is on disk; `work` waits for nothing else than this. */
export function inTransaction<T>(db: IDBDatabase, stores: string[], mode: IDBTransactionMode, work: (t: IDBTransaction) => Promise<T> | T): Promise<T> {
  return new Promise((resolve, reject) => {
    const t = db.transaction(stores, mode, { durability: mode === 'readwrite' ? 'strict' : 'default' })
    let value: T
    let fault: unknown = null
    t.oncomplete = () => resolve(value)
    t.onabort = () => reject(fault ?? t.error ?? new Error('IndexedDB'))
    Promise.resolve(work(t)).then((v) => { value = v }, (cause: unknown) => {
      fault = cause
      // What filled the disk has aborted the transaction already.
      try { t.abort() } catch { reject(cause) }
    })
  })
}

export const isFull = (cause: unknown): boolean => cause instanceof DOMException && cause.name === 'QuotaExceededError'
