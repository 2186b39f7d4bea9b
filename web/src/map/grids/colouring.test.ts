// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { colourCount, colourGrids } from './colouring'

function graph(pairs: [string, string][], alone: string[] = []): Map<string, Set<string>> {
  const map = new Map<string, Set<string>>(alone.map((id) => [id, new Set()]))
  for (const [a, b] of pairs) {
    map.set(a, (map.get(a) ?? new Set()).add(b))
    map.set(b, (map.get(b) ?? new Set()).add(a))
  }
  return map
}

describe('colourGrids', () => {
  it('gives neighbours different colours on a lattice with diagonals', () => {
    const pairs: [string, string][] = []
    for (let x = 0; x < 12; x++) {
      for (let y = 0; y < 12; y++) {
        if (x < 11) pairs.push([`${x},${y}`, `${x + 1},${y}`])
        if (y < 11) pairs.push([`${x},${y}`, `${x},${y + 1}`])
        if (x < 11 && y < 11) pairs.push([`${x},${y}`, `${x + 1},${y + 1}`])
      }
    }
    const colours = colourGrids(graph(pairs))
    for (const [a, b] of pairs) expect(colours.get(a)).not.toBe(colours.get(b))
    expect(Math.max(...colours.values())).toBeLessThan(colourCount)
  })

  it('keeps the colours of before where they still hold', () => {
    const before = new Map([['a', 3], ['b', 1], ['c', 3]])
    const after = colourGrids(graph([['a', 'b'], ['b', 'c']]), before)
    expect(after).toEqual(before)
    const clash = colourGrids(graph([['a', 'c'], ['b', 'c']]), before)
    expect(clash.get('a')).toBe(3)
    expect(clash.get('c')).not.toBe(3)
  })

  it('colours what has no neighbours, and survives more neighbours than colours', () => {
    const star: [string, string][] = []
    for (let i = 0; i < 9; i++) for (let j = i + 1; j < 9; j++) star.push([`n${i}`, `n${j}`])
    const colours = colourGrids(graph(star, ['alone']))
    expect(colours.size).toBe(10)
    expect(colourGrids(new Map()).size).toBe(0)
  })
})
