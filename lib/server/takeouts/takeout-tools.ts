import { join } from 'node:path'
import { env } from '@/lib/config/env'
import { drawer } from '@/lib/server/pictures/tools'
import { photoSources } from '@/lib/server/runtime'
import type { TakeoutTools } from '@/lib/takeouts/making/make-takeout'

/** What takeouts are made with. The launcher builds the offline viewer into `public/`, which lies in the folder that the server runs in. */
export function takeoutTools(): TakeoutTools {
  return {
    ...photoSources(),
    drawer: drawer(),
    scratchFolder: join(env().MTP_DATA_DIR, 'cache', 'takeouts'),
    viewerFolder: join(process.cwd(), 'public', 'takeout'),
  }
}
