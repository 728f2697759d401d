import type { GeoBench } from '../geo/bench'

/** What is asked for again and again, how often at least (a second), and whether each request is for another page. */
export type Target = { name: string; paths: string[]; goal: number | null }

const VISITED = 50 // photos, or sequences, that are asked for again and again

/** The pages of the table, with real ids of the invented world. */
export async function findTargets({ sql }: GeoBench): Promise<Target[]> {
  const photos = await sql<{ id: number }[]>`
    select id::int from photos where is_public and id % 97 = 0 order by id limit 20000`
  const sequences = await sql<{ id: number }[]>`
    select id::int from sequences where is_public order by id limit ${VISITED}`
  const photoPaths = photos.map(({ id }) => `/photos/${id}`)
  return [
    { name: 'Home page', paths: ['/'], goal: 100 },
    { name: 'List of photos', paths: ['/photos'], goal: 100 },
    { name: `${VISITED} photos`, paths: photoPaths.slice(0, VISITED), goal: 200 },
    { name: 'Photos that nobody has asked for yet', paths: photoPaths.slice(VISITED), goal: null },
    { name: `${sequences.length} sequences`, paths: sequences.map(({ id }) => `/sequences/${id}`), goal: 200 },
    { name: '50 photos of the API', paths: ['/api/v1/photos?limit=50'], goal: 500 },
  ]
}
