import type { Matter } from '@/api/types'

/** Two-character pieces: in Chinese they are the words people use, with no dictionary needed. */
export function bigrams(text: string): Set<string> {
  const found = new Set<string>()
  for (const run of text.toLowerCase().match(/[\p{Script=Han}]+|[a-z0-9]+/gu) ?? []) {
    if (/^[a-z0-9]+$/.test(run)) { if (run.length > 2) found.add(run); continue }
    for (let i = 0; i + 1 < run.length; i++) found.add(run.slice(i, i + 2))
  }
  return found
}

const hits = (words: Set<string>, text: string) => {
  let n = 0
  for (const piece of bigrams(text)) if (words.has(piece)) n++
  return n
}

/**
 * The matters that plain words most likely mean, best first. A piece in the name counts three times one in the guide,
 * and short names win over long ones that only contain the piece.
 */
export function suggest(text: string, matters: Matter[], limit = 4): Matter[] {
  const words = bigrams(text)
  if (!words.size) return []
  return matters
    .map((matter) => {
      const name = `${matter.name.zh} ${matter.name.en}`
      const score = 3 * hits(words, name) + hits(words, `${matter.guide?.zh ?? ''} ${matter.guide?.en ?? ''}`)
      return { matter, score: score === 0 ? 0 : score + 1 / (1 + matter.name.zh.length) }
    })
    .filter((x) => x.score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map((x) => x.matter)
}

/** Words typed into a search box: every piece must be in the name, the code or the guide. */
export function matches(matter: Matter, query: string): boolean {
  const hay = `${matter.name.zh} ${matter.name.en} ${matter.code} ${matter.guide?.zh ?? ''}`.toLowerCase()
  return query.toLowerCase().split(/\s+/).filter(Boolean).every((word) => hay.includes(word))
}
