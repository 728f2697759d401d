import { ODDITIES, type Oddity } from './oddities'
import { beside, createPath, type Path } from './path'
import { hash, keyOf, noise, random } from './random'
import type { ThemeName } from './scene/themes'

type Transport = 'walking' | 'cycling' | 'driving'

export type DemoUser = { key: string; username: string; about: string; createdAt: Date }

export type DemoPhoto = {
  key: string
  n: number // 1-based
  sequence: DemoSequence
  stationM: number // metres along the sequence's path
  lngLat: [lng: number, lat: number]
  computedLngLat: [lng: number, lat: number]
  compassAngle: number // what the photo says, degrees clockwise from north
  heading: number // where the camera really looks, radians clockwise from north
  altitude: number | null // what Mapillary knows, metres
  elevationM: number // what the camera wrote, metres above the sea
  capturedAt: Date
  hasDetections: boolean
  oddity: Oddity | null
}

export type DemoSequence = {
  key: string
  owner: DemoUser
  place: string
  theme: ThemeName
  transport: Transport
  isPanorama: boolean
  isPrivate: boolean
  cameraMake: string
  cameraModel: string
  capturedAt: Date
  createdAt: Date
  origin: [lng: number, lat: number] // where the path's metres are counted from
  path: Path
  sideM: number // where on the path the camera goes
  cameraHeightM: number
  originalWidth: number // pixels
  photos: DemoPhoto[]
}

export type World = {
  users: DemoUser[]
  sequences: DemoSequence[] // newest first
  photos: Map<string, DemoPhoto>
}

/** What a sequence is made from; everything but the owner and the number of photos has a default. */
export type SequenceRecipe = {
  username: string
  photos: number
  seed?: string // two recipes with one seed give the same pictures
  place?: string
  origin?: [lng: number, lat: number]
  bearing?: number // degrees
  bend?: number // degrees either side of the bearing
  theme?: ThemeName
  transport?: Transport
  spacingM?: number
  isPanorama?: boolean
  isPrivate?: boolean
  cameraMake?: string
  cameraModel?: string
  capturedAt?: string
  elevationM?: number
  altitude?: 'some' | 'all' | 'none'
  detections?: 'some' | 'all' | 'none'
  hasCompass?: boolean
  originalWidth?: number
  isOdd?: boolean // each photo has another oddity
}

export type WorldRecipe = { sequences: SequenceRecipe[]; visitors?: string[] }

const PACE: Record<Transport, { spacingM: number; speed: number; cameraHeightM: number; sideM: number }> = {
  walking: { spacingM: 3, speed: 1.3, cameraHeightM: 1.65, sideM: 0 },
  cycling: { spacingM: 5, speed: 4.5, cameraHeightM: 1.75, sideM: 0.5 },
  driving: { spacingM: 8, speed: 12, cameraHeightM: 1.9, sideM: 1.6 },
}
const METRES_PER_DEGREE = 111_320

/** Builds a world from recipes: the same recipes give the same keys, places, times and pictures. */
export function createWorld({ sequences: recipes, visitors = [] }: WorldRecipe): World {
  const usernames = [...new Set([...recipes.map((recipe) => recipe.username), ...visitors])]
  const users = usernames.map(createUser)
  const sequences = recipes
    .flatMap((recipe, i) => {
      const owner = users.find((user) => user.username === recipe.username)
      return owner ? [createSequence(recipe, owner, i)] : []
    })
    .sort((a, b) => b.capturedAt.getTime() - a.capturedAt.getTime() || (a.key < b.key ? -1 : 1))
  const photos = new Map(sequences.flatMap((sequence) => sequence.photos).map((photo) => [photo.key, photo]))
  return { users, sequences, photos }
}

function createUser(username: string): DemoUser {
  const next = random(`user:${username}`)
  return {
    key: keyOf(`user:${username}`),
    username,
    about: `${username} lives in the demo Mapillary.`,
    createdAt: new Date(Date.UTC(2014 + Math.floor(next() * 5), Math.floor(next() * 12), 1 + Math.floor(next() * 28))),
  }
}

function createSequence(recipe: SequenceRecipe, owner: DemoUser, index: number): DemoSequence {
  const seed = recipe.seed ?? `${recipe.username}:${index}`
  const transport = recipe.transport ?? 'walking'
  const pace = PACE[transport]
  const spacingM = recipe.spacingM ?? pace.spacingM
  const isPanorama = recipe.isPanorama ?? false
  const capturedAt = new Date(recipe.capturedAt ?? Date.UTC(2020, 5, 1 + index, 9, 30))
  const origin = recipe.origin ?? [13 + index * 0.05, 55.6]
  const path = createPath(seed, recipe.bearing ?? 40, recipe.photos * spacingM, recipe.bend ?? 30)
  const sequence: DemoSequence = {
    key: keyOf(`sequence:${seed}`),
    owner,
    place: recipe.place ?? 'Somewhere',
    theme: recipe.theme ?? 'suburb',
    transport,
    isPanorama,
    isPrivate: recipe.isPrivate ?? false,
    cameraMake: recipe.cameraMake ?? (isPanorama ? 'RICOH' : 'GoPro'),
    cameraModel: recipe.cameraModel ?? (isPanorama ? 'RICOH THETA V' : 'HERO8 Black'),
    capturedAt,
    createdAt: new Date(Math.max(capturedAt.getTime(), owner.createdAt.getTime()) + 9 * 3_600_000),
    origin,
    path,
    sideM: pace.sideM,
    cameraHeightM: pace.cameraHeightM,
    originalWidth: recipe.originalWidth ?? (isPanorama ? 4096 : 2048),
    photos: [],
  }
  for (let i = 0; i < recipe.photos; i++) sequence.photos.push(createPhoto(recipe, sequence, seed, spacingM, i))
  return sequence
}

function createPhoto(
  recipe: SequenceRecipe,
  sequence: DemoSequence,
  seed: string,
  spacingM: number,
  i: number,
): DemoPhoto {
  const stationM = i * spacingM
  const frame = sequence.path.frame(stationM)
  const salt = hash(seed) % 100_000
  const wander = (axis: number, lengthM: number) => noise(salt + axis, stationM / lengthM)
  const heading = frame.heading + wander(1, 9) * 0.05
  const [x, y] = beside(frame, sequence.sideM)
  const place = (dx: number, dy: number) => toLngLat(sequence.origin, x + dx, y + dy)
  const elevationM = (recipe.elevationM ?? 40) + wander(4, 260) * 24 + wander(5, 60) * 4
  const degrees = (((heading * 180) / Math.PI) % 360) + 360
  const altitudes = recipe.altitude ?? 'some'
  const isKnown = altitudes === 'all' || (altitudes === 'some' && wander(6, spacingM * 9) > -0.62)
  const detections = recipe.detections ?? 'some'
  return {
    key: keyOf(`photo:${seed}:${i}`),
    n: i + 1,
    sequence,
    stationM,
    lngLat: place(wander(7, 30) * 1.5, wander(8, 30) * 1.5), // as a GPS receiver wanders
    computedLngLat: place(0, 0),
    compassAngle: (recipe.hasCompass ?? true) ? Math.round((degrees % 360) * 1e4) / 1e4 : 0,
    heading,
    altitude: isKnown ? Math.round(elevationM * 1e3) / 1e3 : null,
    elevationM,
    capturedAt: new Date(
      sequence.capturedAt.getTime() + Math.round((stationM / PACE[sequence.transport].speed) * 1000),
    ),
    oddity: (recipe.isOdd && ODDITIES[i]) || null,
    hasDetections: detections === 'all' || (detections === 'some' && hash(`${seed}:seen:${i}`) % 12 !== 0),
  }
}

/** What the photo says of itself, which may not be so. */
export function saidOf(photo: DemoPhoto) {
  const { oddity } = photo
  return {
    lngLat: oddity?.lngLat ?? photo.lngLat,
    capturedAt: oddity?.capturedAt ?? photo.capturedAt,
    altitude: oddity?.altitude ?? photo.altitude,
    elevationM: oddity?.altitude ?? photo.elevationM,
    compassAngle: oddity?.compassAngle ?? photo.compassAngle,
  }
}

/** A place so many metres east and north of another. */
export function toLngLat([lng, lat]: [number, number], eastM: number, northM: number): [lng: number, lat: number] {
  const round = (degrees: number) => Math.round(degrees * 1e7) / 1e7
  return [
    round(lng + eastM / (METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180))),
    round(lat + northM / METRES_PER_DEGREE),
  ]
}
