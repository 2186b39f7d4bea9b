export { useLive, connected } from './composables/useLive'
