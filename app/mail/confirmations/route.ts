import { handleOpen } from '@/app/api/handle-open'
import { seeOther } from '@/app/mail/see-other'
import { confirmAddress } from '@/lib/mail/addresses'
import { readBytes } from '@/lib/server/http/read-bytes'
import { runtime } from '@/lib/server/runtime'

/** The form of `/mail/confirm`: whoever has the code reads what is sent to the address, so nobody needs to be logged in. */
export function POST(request: Request) {
  return handleOpen(request, 'write', async () => {
    const code = new URLSearchParams((await readBytes(request)).toString('utf8')).get('code') ?? ''
    const isConfirmed = await confirmAddress(runtime().db, code)
    return seeOther(`/mail/confirm?state=${isConfirmed ? 'confirmed' : 'over'}`)
  })
}
