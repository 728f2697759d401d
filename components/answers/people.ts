import * as z from 'zod/mini'

export const AccountDeletion = z.object({ erasedAfter: z.string() })
