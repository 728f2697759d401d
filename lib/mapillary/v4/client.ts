import { AppError } from '@/lib/errors'
import type { LngLat } from '@/lib/geo/lng-lat'
import type { Http } from '@/lib/mapillary/http'
import { TooMuchData, upstreamFailed } from '@/lib/mapillary/http-errors'
import { isOfForm } from '@/lib/mapillary/key-form'
import type { LayeredDetection, MapillaryClient, MapillaryLogin, PhotosDetections } from '@/lib/mapillary/types'
import { chunks, createAsk, login } from './ask'
import { type SequencePhoto, toAltitude, toDetection, toImage, toSequence, toSequencePhoto } from './map'
import { createV4Pictures } from './pictures'
import { WireEntity, WireId, WirePage, WireToken, WireUser } from './wire'

export type V4Options = {
  apiUrl: string // https://graph.mapillary.com
  clientId: string
  clientSecret: string
  http: Http // with `refuseV4`
  publicToken: () => Promise<string> // for pictures that everybody may see; throws UNAUTHENTICATED
  maxPages?: number
  warn?: (message: string) => void // told of entities that cannot be used
  now?: () => number
}

const PER_PAGE = '2000' // the most that v4 gives
const DETECTIONS_AT_ONCE = 16
const SEQUENCE_FIELDS = ['id', 'sequence', 'captured_at', 'geometry', 'is_pano', 'camera_type', 'make', 'creator']
const COMPUTED_FIELDS = ['computed_geometry', 'computed_compass_angle', 'altitude', 'computed_altitude']
const IMAGE_FIELDS = [...SEQUENCE_FIELDS, 'compass_angle', 'model', 'width', 'height', ...COMPUTED_FIELDS]
const ALTITUDE_FIELDS = ['id', 'altitude', 'computed_altitude']
const DETECTION_FIELDS = 'id,value,geometry,created_at'

/** Mapillary's Graph API (v4), the one of today. Facts: docs/mapillary.md. */
export function createV4Client({ http, maxPages = 1_000, warn = () => {}, ...options }: V4Options): MapillaryClient {
  const ask = createAsk({ apiUrl: options.apiUrl, http, maxPages })
  /** In our terms; what cannot be used is left out, and said. */
  function usable<T>(entities: unknown[], what: string, map: (entity: unknown) => T | null): T[] {
    const mapped = entities.map(map).filter((item) => item !== null)
    if (mapped.length < entities.length) warn(`Mapillary sent ${entities.length - mapped.length} unusable ${what}`)
    return mapped
  }

  /** The photos of a sequence in one call where that works, the others in parts: none of the lists is known to be whole. */
  async function describePhotos(token: string, sequenceKey: string, keys: string[]): Promise<SequencePhoto[]> {
    const query = { sequence_ids: sequenceKey, fields: SEQUENCE_FIELDS.join(','), limit: PER_PAGE }
    const atOnce = await ask.one(token, '/images', query, WirePage).catch((error: unknown) => {
      if (error instanceof AppError && (error.cause instanceof TooMuchData || error.code === 'NOT_FOUND')) return null
      throw error
    })
    const listed = usable(atOnce?.data ?? [], 'images', toSequencePhoto)
    const described = new Set(listed.map(({ key }) => key))
    const silent = keys.filter((key) => !described.has(key))
    return [...listed, ...usable(await ask.byIds(token, silent, SEQUENCE_FIELDS), 'images', toSequencePhoto)]
  }

  async function detectionsOf(token: string, photoKey: string) {
    const found = new Map<string, LayeredDetection>()
    try {
      for await (const page of ask.pages(token, `/${photoKey}/detections`, { fields: DETECTION_FIELDS })) {
        const detections = usable(page, 'detections', (entity) => toDetection(entity, photoKey))
        for (const detection of detections) found.set(detection.key, detection)
      }
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'NOT_FOUND')) throw error // a photo that is gone has none
    }
    return [...found.values()]
  }

  /** One call a photo: when some of them fail, the others are not asked for again. */
  async function* allDetections(token: string, photoKeys: string[]): AsyncGenerator<PhotosDetections> {
    const ids = [...new Set(photoKeys)].filter((key) => WireId.safeParse(key).success)
    for (const batch of chunks(ids, DETECTIONS_AT_ONCE)) {
      const answers = await Promise.allSettled(batch.map((key) => detectionsOf(token, key)))
      const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))
      const whole = batch.filter((_, index) => answers[index]?.status === 'fulfilled')
      if (whole.length > 0) yield { photoKeys: whole, detections: found.flat() }
      const failure = answers.find((answer) => answer.status === 'rejected')
      if (failure) throw failure.reason
    }
  }

  async function token(form: Record<string, string>): Promise<MapillaryLogin> {
    const askedAt = Date.now()
    const url = new URL(`${options.apiUrl.replace(/\/+$/, '')}/token`)
    const content = new URLSearchParams({ ...form, client_id: options.clientId })
    const { data } = await http.getJson(url, login(options.clientSecret), WireToken, content)
    const expiresAt = data.expires_in === null ? null : new Date(askedAt + data.expires_in * 1000)
    return { token: data.access_token, expiresAt }
  }

  return {
    keyForm: 'digits',

    async getMe(userToken) {
      const { id, username } = await ask.one(userToken, '/me', { fields: 'id,username' }, WireUser)
      return { key: id, username }
    },

    async listPhotos(userToken, { user, since, until, after }) {
      const query = {
        creator_username: user.username,
        fields: SEQUENCE_FIELDS.join(','),
        limit: PER_PAGE,
        ...(since && { start_captured_at: since.toISOString() }),
        ...(until && { end_captured_at: until.toISOString() }),
      }
      const page = await ask.pageAt(userToken, '/images', { query, cursor: after })
      const photos = usable(page.data, 'images', toSequencePhoto)
      const own = photos.filter(({ userKey }) => userKey === null || userKey === user.key) // names may change hands
      // A list that has led on to a next page ends where it names none.
      return { photos: own, after: page.cursor, mayBeCut: after === null && page.isFull && page.cursor === null }
    },

    async getSequence(userToken, sequenceKey) {
      const unknown = new AppError('NOT_FOUND', `Mapillary has no sequence with the key "${sequenceKey}"`)
      if (sequenceKey === '') throw unknown
      const { data } = await ask.one(userToken, '/image_ids', { sequence_id: sequenceKey }, WirePage)
      const keys = [...new Set(usable(data, 'ids', toKey))]
      if (keys.length === 0) throw unknown
      const listed = await describePhotos(userToken, sequenceKey, keys)
      const photos = listed.filter((photo) => photo.sequenceKey === sequenceKey)
      const owner = photos.find(({ userKey }) => userKey !== null)
      if (!owner?.userKey) throw upstreamFailed(`Mapillary does not say whose the sequence ${sequenceKey} is`)
      const byKey = new Map(photos.map((photo) => [photo.key, photo]))
      const ordered = keys.flatMap((key) => byKey.get(key) ?? [])
      return toSequence(sequenceKey, { key: owner.userKey, username: owner.username }, { keys, photos: ordered })
    },

    async getImages(userToken, photoKeys) {
      return usable(await ask.byIds(userToken, photoKeys, IMAGE_FIELDS), 'images', toImage)
    },

    async getComputedPositions(userToken, photoKeys) {
      const entities = await ask.byIds(userToken, photoKeys, ['id', 'computed_geometry', 'computed_compass_angle'])
      const images = usable(entities, 'images', toImage)
      return new Map(
        images.flatMap(({ key, computed }): [string, LngLat][] => (computed?.lngLat ? [[key, computed.lngLat]] : [])),
      )
    },

    async getAltitudes(userToken, photoKeys) {
      const found = usable(await ask.byIds(userToken, photoKeys, ALTITUDE_FIELDS), 'images', toAltitude)
      const known = found.filter(({ camera, computed }) => camera !== null || computed !== null)
      return new Map(known.map(({ key, ...altitude }) => [key, altitude]))
    },

    async *listDetections(userToken, layer, photoKeys) {
      for await (const { detections } of allDetections(userToken, photoKeys)) {
        yield detections.filter((detection) => detection.layer === layer)
      }
    },

    listAllDetections: allDetections,

    logIn: (code, redirectUri) => token({ grant_type: 'authorization_code', code, redirect_uri: redirectUri }),
    refreshLogin: (current) => token({ grant_type: 'refresh_token', refresh_token: current }),

    originals: 'processed',

    ...createV4Pictures({ http, ask, publicToken: options.publicToken, now: options.now }),

    // Mapillary led addresses with v3's keys on to those of today; v4 itself does not know them.
    photoPageUrl: (photoKey) =>
      !isOfForm('digits', photoKey)
        ? `https://www.mapillary.com/map/im/${encodeURIComponent(photoKey)}`
        : `https://www.mapillary.com/app/?${new URLSearchParams({ pKey: photoKey, focus: 'photo' })}`,
  }
}

function toKey(entity: unknown): string | null {
  return WireEntity.safeParse(entity).data?.id ?? null
}
