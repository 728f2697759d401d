import { setImmediate } from 'node:timers/promises'
import type { Detection } from './detections'
import type { Pictures } from './picture'
import type { Answer } from './v3/answer'
import { badRequest, notThere, tooMuchData, unknownField } from './v4/answer'
import { detectionFields, type Fields, imageFields, type PictureAddress, pick, userFields } from './v4/entities'
import { directoryOf, idOf } from './v4/ids'
import { Query } from './v4/query'
import type { DemoPhoto, DemoUser, World } from './world'

export type V4Request = {
  world: World
  pictures: Pictures
  address: PictureAddress
  url: URL // of the whole request, for the next page
  path: string[] // below /v4
  viewer: DemoUser // whose valid token came with the request
  token: string
}

const IDS_AT_ONCE = 50

/** Answers one call to the v4 API with a valid token. */
export async function answerV4(request: V4Request): Promise<Answer> {
  const parsed = Query.safeParse(Object.fromEntries(request.url.searchParams))
  if (!parsed.success) return badRequest(`Param ${parsed.error.issues[0]?.path.join('.')} is not valid`)
  const query = parsed.data
  const { world, viewer } = request
  const [id = '', edge] = request.path
  if (id === 'me') return entity(userFields(viewer), query, 'User')
  if (id === 'image_ids') return imageIds(world, query)
  if (id === 'images') return images(request, query)
  const { photos, users } = directoryOf(world)
  const photo = photos.get(id)
  if (photo && edge === 'detections') return detections(request, query, photo)
  if (photo && edge === undefined) return entity(imageFields(photo, request.address), query, 'Image')
  const user = users.get(id)
  return user && edge === undefined ? entity(userFields(user), query, 'User') : notThere(id)
}

function entity(fields: Fields, query: Query, node: string): Answer {
  const picked = pick(fields, query.fields)
  return typeof picked === 'string' ? unknownField(picked, node) : { status: 200, body: picked }
}

function collection(all: Fields[], query: Query, node: string, paging?: { next: string }): Answer {
  const data = all.map((fields) => pick(fields, query.fields))
  const unknown = data.find((item) => typeof item === 'string')
  if (unknown !== undefined) return unknownField(unknown, node)
  return { status: 200, body: paging ? { data, paging } : { data } }
}

function imageIds(world: World, { sequence_id }: Query): Answer {
  if (sequence_id === undefined) return badRequest('The parameter sequence_id is required')
  const sequence = world.sequences.find(({ key, isPrivate }) => key === sequence_id && !isPrivate)
  return { status: 200, body: { data: (sequence?.photos ?? []).map((photo) => ({ id: idOf(photo) })) } }
}

function images({ world, address, url, token }: V4Request, query: Query): Answer {
  const { photos } = directoryOf(world)
  const toFields = (photo: DemoPhoto) => imageFields(photo, address)
  if (query.image_ids) {
    if (query.image_ids.length > IDS_AT_ONCE) return tooMuchData
    const found = query.image_ids.flatMap((id) => photos.get(id) ?? [])
    return collection(found.map(toFields), query, 'Image')
  }
  if (!query.sequence_ids && query.creator_username === undefined) return badRequest('A filter is required')
  // Not in order of capture, as the real one's lists.
  const found = [...photos]
    .filter(([, photo]) => isAsked(photo, query))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, photo]) => photo)
  const page = found.slice(query.after, query.after + query.limit).map(toFields)
  const end = query.after + query.limit
  if (query.creator_username === undefined || end >= found.length) return collection(page, query, 'Image')
  const next = new URL(url)
  next.searchParams.set('after', String(end))
  next.searchParams.set('access_token', token) // as Meta does: it must go no further
  return collection(page, query, 'Image', { next: next.href })
}

function isAsked({ sequence, capturedAt }: DemoPhoto, query: Query): boolean {
  const { start_captured_at = -Infinity, end_captured_at = Infinity } = query
  return (
    (!query.sequence_ids || query.sequence_ids.includes(sequence.key)) &&
    (query.creator_username === undefined || query.creator_username === sequence.owner.username) &&
    capturedAt.getTime() >= start_captured_at &&
    capturedAt.getTime() <= end_captured_at
  )
}

async function detections({ pictures }: V4Request, query: Query, photo: DemoPhoto): Promise<Answer> {
  await setImmediate() // finding takes milliseconds: others get their turn in between
  const found: Detection[] = pictures.detections(photo)
  return collection(
    found.map((detection) => detectionFields(photo, detection)),
    query,
    'Detection',
  )
}
