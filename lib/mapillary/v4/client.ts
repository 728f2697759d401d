import type { LngLat } from '@/lib/geo/lng-lat'
import type { Http } from '@/lib/mapillary/http'
import { isOfForm } from '@/lib/mapillary/key-form'
import type { MapillaryClient, MapillaryLogin } from '@/lib/mapillary/types'
import { createAsk, login } from './ask'
import { allDetections } from './detections'
import { toAltitude, toImage } from './map'
import { createV4Pictures } from './pictures'
import { createSequences, SEQUENCE_FIELDS } from './sequences'
import { createUsable } from './usable'
import { WireToken, WireUser } from './wire'

export type V4Options = {
  apiUrl: string // https://graph.mapillary.com
  clientId: string
  clientSecret: string
  http: Http // with `refuseV4`
  publicToken: (photoKey: string) => Promise<string> // for pictures that everybody may see; throws UNAUTHENTICATED
  maxPages?: number
  warn?: (message: string) => void // about entities that cannot be used
  now?: () => number
}

const POSITION_FIELDS = ['id', 'computed_geometry', 'computed_compass_angle']
const IMAGE_FIELDS = [
  ...SEQUENCE_FIELDS,
  ...['compass_angle', 'model', 'width', 'height'],
  ...['computed_geometry', 'computed_compass_angle', 'altitude', 'computed_altitude'],
]
const ALTITUDE_FIELDS = ['id', 'altitude', 'computed_altitude']

/** Mapillary's Graph API (v4), the one of today. Facts: docs/mapillary.md. */
export function createV4Client({ http, maxPages = 1_000, warn = () => {}, ...options }: V4Options): MapillaryClient {
  const ask = createAsk({ apiUrl: options.apiUrl, http, maxPages })
  const usable = createUsable(warn)
  const logIn = (form: Record<string, string>) => fetchLogin(http, options, form)

  return {
    hasEnded: false,
    keyForm: 'digits',

    async getMe(token) {
      const { id, username } = await ask.one(token, '/me', { fields: 'id,username' }, WireUser)
      return { key: id, username }
    },

    ...createSequences({ ask, usable }),

    async getImages(token, photoKeys) {
      return usable(await ask.byIds(token, photoKeys, IMAGE_FIELDS), 'images', toImage)
    },

    async getComputedPositions(token, photoKeys) {
      const images = usable(await ask.byIds(token, photoKeys, POSITION_FIELDS), 'images', toImage)
      return new Map(
        images.flatMap(({ key, computed }): [string, LngLat][] => (computed?.lngLat ? [[key, computed.lngLat]] : [])),
      )
    },

    async getAltitudes(token, photoKeys) {
      const altitudes = usable(await ask.byIds(token, photoKeys, ALTITUDE_FIELDS), 'images', toAltitude)
      const given = altitudes.filter(({ camera, computed }) => camera !== null || computed !== null)
      return new Map(given.map(({ key, ...altitude }) => [key, altitude]))
    },

    async *listDetections(token, layer, photoKeys) {
      for await (const { detections } of allDetections({ ask, usable }, token, photoKeys)) {
        yield detections.filter((detection) => detection.layer === layer)
      }
    },

    listAllDetections: (token, photoKeys) => allDetections({ ask, usable }, token, photoKeys),

    logIn: (code, redirectUri) => logIn({ grant_type: 'authorization_code', code, redirect_uri: redirectUri }),
    refreshLogin: (current) => logIn({ grant_type: 'refresh_token', refresh_token: current }),

    originals: 'processed',

    ...createV4Pictures({ http, ask, publicToken: options.publicToken, now: options.now }),

    // Mapillary redirected addresses with v3's keys to those of today; v4 itself does not know them.
    photoPageUrl: (photoKey) =>
      !isOfForm('digits', photoKey)
        ? `https://www.mapillary.com/map/im/${encodeURIComponent(photoKey)}`
        : `https://www.mapillary.com/app/?${new URLSearchParams({ pKey: photoKey, focus: 'photo' })}`,
  }
}

async function fetchLogin(
  http: Http,
  { apiUrl, clientId, clientSecret }: Pick<V4Options, 'apiUrl' | 'clientId' | 'clientSecret'>,
  form: Record<string, string>,
): Promise<MapillaryLogin> {
  const requestedAt = Date.now()
  const url = new URL(`${apiUrl.replace(/\/+$/, '')}/token`)
  const content = new URLSearchParams({ ...form, client_id: clientId })
  const { data } = await http.getJson(url, login(clientSecret), WireToken, content)
  const expiresAt = data.expires_in === null ? null : new Date(requestedAt + data.expires_in * 1000)
  return { token: data.access_token, expiresAt }
}
