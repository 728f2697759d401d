import * as administration from '@/lib/server/api/routes/administration'
import * as blurs from '@/lib/server/api/routes/blurs'
import * as excludedAreas from '@/lib/server/api/routes/excluded-areas'
import * as favourites from '@/lib/server/api/routes/favourites'
import * as imports from '@/lib/server/api/routes/imports'
import * as notices from '@/lib/server/api/routes/notices'
import * as people from '@/lib/server/api/routes/people'
import * as photoTiles from '@/lib/server/api/routes/photo-tiles'
import * as photos from '@/lib/server/api/routes/photos'
import * as reports from '@/lib/server/api/routes/reports'
import * as sequences from '@/lib/server/api/routes/sequences'
import * as stac from '@/lib/server/api/routes/stac'
import * as syncs from '@/lib/server/api/routes/syncs'
import * as system from '@/lib/server/api/routes/system'
import * as tags from '@/lib/server/api/routes/tags'
import * as takeouts from '@/lib/server/api/routes/takeouts'
import * as vault from '@/lib/server/api/routes/vault'
import * as viewpoints from '@/lib/server/api/routes/viewpoints'
import { METHODS, type RouteDefinition } from './definition'

const defined: RouteDefinition[] = [
  photos,
  photoTiles,
  favourites,
  blurs,
  viewpoints,
  tags,
  sequences,
  syncs,
  imports,
  vault,
  takeouts,
  people,
  notices,
  excludedAreas,
  reports,
  administration,
  stac,
  system,
].flatMap((part) => Object.values(part))

/** Every route of the API, by path. */
export const ROUTES: readonly RouteDefinition[] = defined.toSorted(
  (a, b) => a.path.localeCompare(b.path, 'en') || METHODS.indexOf(a.method) - METHODS.indexOf(b.method),
)
