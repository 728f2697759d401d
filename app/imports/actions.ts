'use server'

import { revalidatePath } from 'next/cache'
import { formAction } from '@/lib/server/form-action'
import { runtime } from '@/lib/server/runtime'
import { RemoveUploadInput, removeUpload } from '@/lib/uploads/remove-upload'

export const removeAnnounced = formAction(RemoveUploadInput, async ({ uploadId }, { user }) => {
  await removeUpload(runtime().db, { uploadId, userId: user.id })
  revalidatePath('/imports')
  return {}
})
