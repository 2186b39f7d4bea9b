import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import type { Plugin } from 'vite'

function* walk(folder: string): Generator<string> {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) yield* walk(path)
    else yield path
  }
}

/** Writes dist/sw.js: the worker with the list of every file of this build, and a version that follows from their content. */
export function serviceWorker(): Plugin {
  let out = 'dist'
  return {
    name: 'linli-service-worker',
    apply: 'build',
    configResolved(config) { out = resolve(config.root, config.build.outDir) },
    closeBundle() {
      const source = readFileSync(join(import.meta.dirname, 'worker.js'), 'utf8')
      const hash = createHash('sha256').update(source)
      const files: string[] = []
      for (const path of walk(out)) {
        const name = `/${relative(out, path).split('\\').join('/')}`
        if (name === '/sw.js' || name.endsWith('.map')) continue
        hash.update(name).update(readFileSync(path))
        files.push(name)
      }
      writeFileSync(join(out, 'sw.js'), source
        .replace('__VERSION__', hash.digest('hex').slice(0, 16))
        .replace("['__FILES__']", JSON.stringify(files)))
    },
  }
}
