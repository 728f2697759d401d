'use server'

import { revalidatePath } from 'next/cache'
import { formAction } from '@/lib/server/form-action'
import { runtime } from '@/lib/server/runtime'
import { RemoveUploadInput, removeUpload } from '@/lib/uploads/remove-upload'

export const removeAnnounced = formAction(RemoveUploadInput, async ({ uploadId }, { id: userId }) => {
  await removeUpload(runtime().db, { uploadId, userId })
  revalidatePath('/imports')
  return {}
})
