import { sql } from 'drizzle-orm'
import { photoSearch } from '@/db/schema/search'
import { defineFilter, part } from '@/lib/search/filter'
import { flag } from '@/lib/search/filter-params'

export const backup = defineFilter('backup', {
  params: {
    backedUp: flag.optional().describe('Whether the original is in the backup; narrows to your own photos.'),
  },
  conditions: ({ backedUp }) =>
    backedUp === undefined
      ? {}
      : {
          isOwn: true,
          cheap: [
            sql`(select p.backed_up_at is not null from photos p where p.id = ${photoSearch.photoId}) = ${backedUp}`,
          ],
        },
  sentence: ({ backedUp }) =>
    part(backedUp, (isBackedUp) => (isBackedUp ? 'of mine, backed up' : 'of mine, not backed up'), 'backedUp'),
  facets: {},
})
