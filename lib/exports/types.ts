import type { PhotoFeature } from '@/lib/photos/types'

/** Photos one after the other, and what to call them. `isTrack`: they follow each other as they were taken. */
export type PhotoExport = { title: string; isTrack: boolean; photos: AsyncIterable<PhotoFeature> }

/** The addresses of a list of viewpoints: itself, its next page, and the page for people. */
export type ViewpointLinks = { self: string; next: string | null; page: string }
