import { useAsync } from '@/lib/async'
import { fetchPublicGrid } from '../store'

/** What anybody may know of a grid, by the slug of its QR code. */
export const usePublicGrid = () => useAsync((signal, slug: string) => fetchPublicGrid(slug, signal))
