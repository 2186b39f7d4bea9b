import { dayReady, runDay } from './day'
import { keeping } from './state'

/** Whether the day's work is on this device. */
export const useDayReady = () => ({ keeping, ready: dayReady, again: () => { dayReady.value = false; void runDay(true) } })
