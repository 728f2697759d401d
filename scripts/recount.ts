import { recount } from '@/lib/maintenance/recount'
import { withDatabase } from './with-database'

await withDatabase(async (db) => {
  const { photos, sequences, climbs, places, minZooms, accountSequences, searched } = await recount(db)
  return `Corrected the viewpoint count of ${photos} photos, the photo count of ${sequences} and the climb of ${climbs} sequences, ${places} viewpoints, ${minZooms} elections of sequences for low zooms, ${accountSequences} sequences in the lists to import from, and what searches read of ${searched} photos`
})
