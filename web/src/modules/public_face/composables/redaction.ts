import { computed, ref } from 'vue'

/** A black box over a picture, in shares of its width and height. */
export interface Box { x: number; y: number; w: number; h: number }

const smallest = 0.02
const clamp = (n: number, low: number, high: number) => Math.min(Math.max(n, low), high)

/** Within the picture, and never too small to be seen or caught. */
export function fitted(box: Box): Box {
  const w = clamp(box.w, smallest, 1)
  const h = clamp(box.h, smallest, 1)
  return { x: clamp(box.x, 0, 1 - w), y: clamp(box.y, 0, 1 - h), w, h }
}

/** From one corner to the other, whichever way it was drawn. */
export function between(a: { x: number; y: number }, b: { x: number; y: number }): Box {
  return fitted({ x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), w: Math.abs(a.x - b.x), h: Math.abs(a.y - b.y) })
}

/** Boxes of one picture; the last one touched is the one that the keys move. */
export function useRedaction() {
  const boxes = ref<Box[]>([])
  const active = ref(-1)
  const before: Box[][] = []
  const keep = () => before.push(boxes.value.map((b) => ({ ...b })))

  function add(box: Box = { x: 0.35, y: 0.35, w: 0.3, h: 0.3 }): void {
    keep()
    boxes.value = [...boxes.value, fitted(box)]
    active.value = boxes.value.length - 1
  }
  function change(by: Partial<Box>): void {
    const box = boxes.value[active.value]
    if (!box) return
    keep()
    boxes.value = boxes.value.map((b, i) => (i === active.value
      ? fitted({ x: b.x + (by.x ?? 0), y: b.y + (by.y ?? 0), w: b.w + (by.w ?? 0), h: b.h + (by.h ?? 0) }) : b))
  }
  function remove(): void {
    if (!boxes.value[active.value]) return
    keep()
    boxes.value = boxes.value.filter((_, i) => i !== active.value)
    active.value = boxes.value.length - 1
  }
  function undo(): void {
    const last = before.pop()
    if (!last) return
    boxes.value = last
    active.value = last.length - 1
  }
  /** Arrow keys move, with Shift they resize. True when the key meant something here. */
  function key(name: string, shift: boolean): boolean {
    const step = 0.02
    const way = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[name] as [number, number] | undefined
    if (way) change(shift ? { w: way[0], h: way[1] } : { x: way[0], y: way[1] })
    else if (name === 'Delete' || name === 'Backspace') remove()
    else return false
    return true
  }
  return { boxes, active, add, remove, undo, key, touched: computed(() => boxes.value.length > 0) }
}
