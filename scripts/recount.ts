import { connect } from '@/db/client'
import { recount } from '@/lib/recount'

const { DATABASE_URL } = process.env
if (!DATABASE_URL) throw new Error('DATABASE_URL: read nothing, expected the database to recount')
const db = connect(DATABASE_URL, { max: 1 })
const { photos, sequences, places, minZooms, accountSequences, searched } = await recount(db)
await db.$client.end()
console.log(
  `Corrected the viewpoint count of ${photos} photos, the photo count of ${sequences} sequences, ${places} viewpoints, ${minZooms} elections of sequences for low zooms, ${accountSequences} sequences in the lists to import from, and what searches read of ${searched} photos`,
)
