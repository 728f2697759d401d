import { on, serve } from '@/app/api/serve'
import { addFavourite, removeFavourite } from '@/lib/favourites/set-favourite'
import * as api from '@/lib/server/api/routes/favourites'
import { runtime } from '@/lib/server/runtime'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.addFavourite, async ({ params, viewer: userId }) => ({
    status: 200,
    body: await addFavourite(runtime().db, { ...params, userId }),
  })),
  on(api.removeFavourite, async ({ params, viewer: userId }) => ({
    status: 200,
    body: await removeFavourite(runtime().db, { ...params, userId }),
  })),
)
