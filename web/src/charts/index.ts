import { defineAsyncComponent } from 'vue'

export interface Series { name: string; values: number[] }
/** ECharts comes in a chunk of its own, only with the first chart that is shown. */
export const TrendChart = defineAsyncComponent(() => import('./TrendChart.vue'))
