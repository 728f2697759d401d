import { on, serve } from '@/app/api/serve'
import { AppError } from '@/lib/errors'
import { writePersonalCsv, writePersonalJson } from '@/lib/personal-data/write-personal-data'
import { exportMe } from '@/lib/server/api/routes/people'
import { personalDataResponse } from '@/lib/server/exports/export-response'
import { runtime } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(exportMe, async ({ query: { format, part }, caller: { user } }) => {
    const { db } = runtime()
    if (format === 'json') return personalDataResponse('json', `${user.username}-data`, writePersonalJson(db, user.id))
    if (!part) throw new AppError('INVALID_INPUT', 'A table is of one part: name it, as in ?format=csv&part=photos')
    return personalDataResponse('csv', `${user.username}-${part}`, writePersonalCsv(db, user.id, part))
  }),
)
