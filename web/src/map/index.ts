import { defineAsyncComponent } from 'vue'

export type { MapPoint, Shade, Spot } from './engine'
/** OpenLayers comes in a chunk of its own, only with the first map that is shown. */
export const DistrictMap = defineAsyncComponent(() => import('./DistrictMap.vue'))

export type { LonLat, MapLine } from './lines/engine'
export const LineMap = defineAsyncComponent(() => import('./lines/LineMap.vue'))

export type { GridMark, MapPair } from './grids/engine'
export const GridMap = defineAsyncComponent(() => import('./grids/GridMap.vue'))
