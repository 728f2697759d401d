import { on, serve } from '@/app/api/serve'
import { getHealth } from '@/lib/server/api/routes/system'
import { CACHE_CONTROL } from '@/lib/server/http/cache-control'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(getHealth, async () => ({
    status: 200,
    body: { status: 'ok' as const },
    headers: { 'cache-control': CACHE_CONTROL.noStore },
  })),
)
