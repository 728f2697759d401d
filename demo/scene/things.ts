import { beside, type Path } from '../path'
import type { Camera } from './camera'
import type { Vec3 } from './geometry'
import type { Sun } from './light'
import { fence, guardRail, wall } from './models/barriers'
import { bench, bollard, hydrant, lantern, mailbox, streetLight, trashCan, utilityPole } from './models/furniture'
import { canalHouse, chalet, cottage, machiya, villa } from './models/houses'
import { person } from './models/person'
import { flowers, hedge, patch, pebbles, rock, tuft } from './models/plants'
import { crosswalk, manhole, sign, signpost } from './models/signs'
import { birch, broadleaf, bush, cherry, spruce, umbrellaPine } from './models/trees'
import { bicycle, car } from './models/vehicles'
import { placesAlong } from './places'
import type { Kind, Rule, Theme } from './themes'
import type { Site, Thing } from './thing'

const MODELS: Record<Kind, (site: Site) => Thing> = {
  broadleaf,
  birch,
  spruce,
  'umbrella-pine': umbrellaPine,
  cherry,
  bush,
  hedge,
  tuft,
  flowers,
  rock,
  'canal-house': canalHouse,
  cottage,
  villa,
  machiya,
  chalet,
  sign,
  signpost,
  'street-light': streetLight,
  'utility-pole': utilityPole,
  lantern,
  person,
  car,
  bicycle,
  bench,
  'trash-can': trashCan,
  hydrant,
  bollard,
  mailbox,
  wall,
  fence,
  'guard-rail': guardRail,
  crosswalk,
  manhole,
  pebbles,
  patch,
}
const SEEN_UP_TO_M: Partial<Record<Kind, number>> = {
  tuft: 13,
  flowers: 15,
  pebbles: 11,
  patch: 34,
  bollard: 45,
  manhole: 30,
  wall: 90,
  fence: 70,
  'guard-rail': 100,
  rock: 60,
  bicycle: 60,
  machiya: 190,
  'canal-house': 190,
}
const SEEN_FROM_M: Partial<Record<Kind, number>> = {
  person: 3.6,
  sign: 1.6,
  signpost: 1.6,
  broadleaf: 3,
  birch: 3,
  car: 3.2,
}
const SMALL = new Set<Kind>([
  'tuft',
  'flowers',
  'pebbles',
  'rock',
  'manhole',
  'bollard',
  'hydrant',
  'trash-can',
  'person',
  'bicycle',
  'patch',
])
const SMALL_M = 3
const LARGE_M = 15
const USUALLY_SEEN_UP_TO_M = 130
const USUALLY_SEEN_FROM_M = 0.9

export type Surroundings = { camera: Camera; sun: Sun; theme: Theme; path: Path; seed: string; stationM: number }

const DECOR = new Set<Kind>(['tuft', 'flowers', 'pebbles', 'patch', 'rock'])

/** What stands along the path near a station and has a name for a detector, far to near. The same at every visit. */
export function thingsAround(surroundings: Surroundings): Thing[] {
  return byRules(
    surroundings,
    surroundings.theme.rules.filter((rule) => !DECOR.has(rule.kind)),
  )
}

/** The small things that only make the picture richer. */
export function decorAround(surroundings: Surroundings): Thing[] {
  return byRules(
    surroundings,
    surroundings.theme.rules.filter((rule) => DECOR.has(rule.kind)),
  )
}

function byRules(surroundings: Surroundings, rules: Rule[]): Thing[] {
  return rules
    .flatMap((rule) =>
      rule.side === 'both'
        ? [...along(rule, -1, surroundings), ...along(rule, 1, surroundings)]
        : along(rule, rule.side, surroundings),
    )
    .sort((a, b) => b.distanceM - a.distanceM)
}

function along(rule: Rule, side: -1 | 1, { camera, sun, theme, path, seed, stationM }: Surroundings): Thing[] {
  const reachM = Math.min(SEEN_UP_TO_M[rule.kind] ?? USUALLY_SEEN_UP_TO_M, theme.visibilityM * 0.75)
  const radiusM = SMALL.has(rule.kind) ? SMALL_M : LARGE_M
  const nearestM = SEEN_FROM_M[rule.kind] ?? USUALLY_SEEN_FROM_M
  const behindM = camera.isPanorama ? reachM : 14
  const things: Thing[] = []
  for (const { next, frame, outM } of placesAlong(rule, side, {
    path,
    seed,
    fromM: stationM - behindM,
    toM: stationM + reachM,
  })) {
    const foot: Vec3 = [...beside(frame, side * outM), 0]
    const distanceM = camera.distanceTo(foot)
    if (distanceM > reachM || distanceM < nearestM || !camera.maySee(foot, radiusM)) continue
    things.push(MODELS[rule.kind]({ camera, sun, theme, next, frame, side, outM, distanceM }))
  }
  return things
}
