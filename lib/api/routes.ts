import type { RouteDefinition } from './definition'
import * as imports from './routes/imports'
import * as people from './routes/people'
import * as photos from './routes/photos'
import * as sequences from './routes/sequences'
import * as system from './routes/system'
import * as tags from './routes/tags'
import * as viewpoints from './routes/viewpoints'

/** Every route of the API, in the order of the reference. */
export const ROUTES: readonly RouteDefinition[] = [
  ...Object.values(photos),
  ...Object.values(viewpoints),
  ...Object.values(tags),
  ...Object.values(sequences),
  ...Object.values(imports),
  ...Object.values(people),
  ...Object.values(system),
]
