import { describe, expect, it } from 'vitest'
import { between, fitted, useRedaction } from './redaction'

describe('black boxes over a picture', () => {
  it('are the same whichever corner was first', () => {
    expect(between({ x: 0.5, y: 0.6 }, { x: 0.25, y: 0.1 })).toEqual({ x: 0.25, y: 0.1, w: 0.25, h: 0.5 })
  })
  it('stay within the picture and can always be caught', () => {
    expect(fitted({ x: 0.9, y: -1, w: 0.5, h: 0 })).toEqual({ x: 0.5, y: 0, w: 0.5, h: 0.02 })
  })
  it('are moved, resized, removed and brought back by keys alone', () => {
    const r = useRedaction()
    r.add({ x: 0.1, y: 0.1, w: 0.2, h: 0.2 })
    expect(r.key('ArrowRight', false)).toBe(true)
    expect(r.boxes.value[0]!.x).toBeCloseTo(0.12)
    r.key('ArrowDown', true)
    expect(r.boxes.value[0]!.h).toBeCloseTo(0.22)
    expect(r.key('Tab', false)).toBe(false)
    r.key('Delete', false)
    expect(r.boxes.value).toEqual([])
    r.undo()
    expect(r.boxes.value).toHaveLength(1)
    r.undo()
    r.undo()
    expect(r.boxes.value[0]!.x).toBeCloseTo(0.1)
    r.undo()
    r.undo()
    expect(r.touched.value).toBe(false)
  })
})
