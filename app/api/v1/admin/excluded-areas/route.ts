import { answerAreas, answerPut } from '@/app/api/excluded-areas'
import { on, serve } from '@/app/api/serve'
import * as api from '@/lib/server/api/routes/excluded-areas'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.getInstanceExcludedAreas, async () => answerAreas(null)),
  on(api.putInstanceExcludedAreas, async ({ viewer, body, query }) =>
    answerPut({ ...query, ...body, ownerId: null, actorId: viewer }),
  ),
)
