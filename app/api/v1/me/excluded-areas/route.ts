import { answerAreas, answerPut } from '@/app/api/excluded-areas'
import { on, serve } from '@/app/api/serve'
import * as api from '@/lib/server/api/routes/excluded-areas'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.getExcludedAreas, async ({ viewer }) => answerAreas(viewer)),
  on(api.putExcludedAreas, async ({ viewer, body, query }) =>
    answerPut({ ...query, ...body, ownerId: viewer, actorId: viewer }),
  ),
)
