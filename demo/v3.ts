import { setImmediate } from 'node:timers/promises'
import type { Detection } from './detections'
import type { Pictures } from './picture'
import { type Answer, badRequest, forbidden, notFound, ok, unauthorized } from './v3/answer'
import { computedImageFeature, detectionFeature, imageFeature, sequenceFeature, userBody } from './v3/features'
import { collection, plainList } from './v3/paging'
import { Query } from './v3/query'
import { selectPhotos, selectSequences } from './v3/select'
import type { DemoPhoto, DemoUser, World } from './world'

export type V3Request = {
  world: World
  pictures: Pictures
  url: URL // of the whole request, for links to other pages
  path: string[] // below /v3
  viewer: DemoUser | null // whose valid token came with the request
}

/** Answers one call to the v3 API. A Buffer as the body is a JPEG, everything else is JSON. */
export async function answerV3(request: V3Request): Promise<Answer> {
  const parsed = Query.safeParse(Object.fromEntries(request.url.searchParams))
  if (!parsed.success) return badRequest(`Bad parameter ${parsed.error.issues[0]?.path.join('.')}`)
  const query = parsed.data
  const { world, url, viewer } = request
  const [collectionName = '', key, action] = request.path

  switch (collectionName) {
    case 'me':
      return viewer ? ok({ ...userBody(viewer, url.origin), email: `${viewer.username}@demo.invalid` }) : unauthorized
    case 'users':
      return users(request, query, key)
    case 'sequences': {
      const sequences = selectSequences(world, key ? { ...query, sequence_keys: [key] } : query, viewer)
      if (!key) return collection(url, query, sequences, sequenceFeature)
      return sequences[0] ? ok(sequenceFeature(sequences[0])) : notFound
    }
    case 'images': {
      if (key && action === 'download_original') return downloadOriginal(request, key)
      if (action) return notFound
      const photos = selectPhotos(world, key ? { ...query, image_keys: [key] } : query, viewer)
      const toFeature = (photo: DemoPhoto) => imageFeature(photo, query.computed_coordinates)
      if (!key) return collection(url, query, photos, toFeature)
      return photos[0] ? ok(toFeature(photos[0])) : notFound
    }
    case 'images_computed':
      return key ? notFound : collection(url, query, selectPhotos(world, query, viewer), computedImageFeature)
    case 'object_detections':
      return detections(request, query, key)
    default:
      return notFound
  }
}

function users({ world, url }: V3Request, query: Query, key: string | undefined): Answer {
  if (key) {
    const user = world.users.find((candidate) => candidate.key === key)
    return user ? ok(userBody(user, url.origin)) : notFound
  }
  const found = world.users.filter(
    (user) =>
      (!query.userkeys || query.userkeys.includes(user.key)) &&
      (!query.usernames || query.usernames.includes(user.username)),
  )
  return plainList(url, query, found, (user) => userBody(user, url.origin))
}

async function detections({ world, pictures, url, viewer }: V3Request, query: Query, layer: string | undefined) {
  if (layer !== 'trafficsigns' && layer !== 'segmentations' && layer !== 'instances') return notFound
  const { values, min_score = 0, max_score = 1 } = query
  const found: { photo: DemoPhoto; detection: Detection }[] = []
  for (const photo of selectPhotos(world, query, viewer)) {
    for (const detection of pictures.detections(photo)) {
      const isAsked = detection.layer === layer && (!values || values.includes(detection.value))
      if (isAsked && detection.score >= min_score && detection.score <= max_score) found.push({ photo, detection })
    }
    await setImmediate() // finding takes milliseconds a photo: others get their turn in between
  }
  return collection(url, query, found, ({ photo, detection }) => detectionFeature(photo, detection))
}

async function downloadOriginal({ world, pictures, viewer }: V3Request, key: string): Promise<Answer> {
  if (!viewer) return unauthorized
  const photo = world.photos.get(key)
  if (!photo || (photo.sequence.isPrivate && photo.sequence.owner !== viewer)) return notFound
  if (photo.sequence.owner !== viewer) return forbidden
  return ok(await pictures.original(photo))
}
