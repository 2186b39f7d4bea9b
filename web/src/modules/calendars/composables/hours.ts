import type { Season } from '../store'

/** One season a line: `08:30-12:00 14:30-18:00`, or with its days before it: `06-01~09-30 08:00-12:00 15:00-18:30`. */
export function readHours(text: string): Season[] {
  return text.split('\n').map((line) => line.trim()).filter(Boolean).map((line) => {
    const parts = line.replaceAll('：', ':').replaceAll('～', '~').replaceAll('—', '-').split(/[\s,，、]+/)
    const dated = /^(\d\d-\d\d)~(\d\d-\d\d)$/.exec(parts[0] ?? '')
    return { from: dated?.[1] ?? null, to: dated?.[2] ?? null, spans: dated ? parts.slice(1) : parts }
  })
}

export const writeHours = (seasons: Season[]): string =>
  seasons.map((s) => [s.from && s.to ? `${s.from}~${s.to}` : '', ...s.spans].filter(Boolean).join(' ')).join('\n')
