/** A place as a person gives it: a spot, an area found by name, words, or any of them together. */
export interface Place {
  lon: number | null
  lat: number | null
  areaId: string | null
  areaText: string
  text: string
}

export const emptyPlace = (): Place => ({ lon: null, lat: null, areaId: null, areaText: '', text: '' })
export const hasPlace = (p: Place): boolean => p.lon !== null || p.areaId !== null || p.text.trim() !== ''
