/** What an API token may be good for; a session may do all of it. */
export const SCOPES = ['read', 'import', 'upload', 'mark', 'tag'] as const
export type Scope = (typeof SCOPES)[number]

export const SCOPE_MEANS: Record<Scope, string> = {
  read: 'See what you see, your private photos and originals too',
  import: 'Import, synchronise and delete your sequences',
  upload: 'Announce sequences that are uploaded to Mapillary, and import them from there',
  mark: 'Mark viewpoints as you',
  tag: 'Add and change tags as you',
}
